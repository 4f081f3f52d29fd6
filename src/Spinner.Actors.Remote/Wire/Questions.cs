using System.Text.Json.Serialization;

namespace Spinner.Actors.Remote.Wire;

// What a client asks. All of them, commands and all, are bodies of a Call.

/// <summary>Still here. Answer: <see cref="Pong"/>.</summary>
sealed record Ping;

/// <summary>No more calls: the session ends, and its leases with it. No answer.</summary>
sealed record Bye;

/// <summary>Starts a child. Answers: <see cref="Promised"/>, then Ready, Rejected or <see cref="Failed"/>.</summary>
/// <param name="Name">The child.</param>
/// <param name="Options">Null: those the child has; an unknown child is rejected. Given: needs <see cref="RemoteRole.Define"/>.</param>
/// <param name="Lease">The session holds the child from now on.</param>
sealed record Start(string Name, ChildOptions? Options = null, bool Lease = false)
{
    /// <summary>As <see cref="StartChild.WithoutNeeds"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WithoutNeeds { get; init; }
}

/// <summary>Stops a child.</summary>
sealed record Stop(string Name)
{
    /// <summary>As <see cref="StopChild.Drain"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Drain { get; init; }
}

/// <summary>Stops a child unless somebody uses it. Answer: as to <see cref="Stop"/>, or InUse.</summary>
sealed record StopUnused(string Name);

/// <summary>Restarts a child.</summary>
sealed record Restart(string Name);

/// <summary>Stops a child and removes it.</summary>
sealed record Remove(string Name);

/// <summary>Stops all children.</summary>
sealed record StopEach;

/// <summary>Releases a child held with <see cref="Start.Lease"/>.</summary>
sealed record Release(string Name);

/// <summary>
/// Holds a child as <see cref="Start.Lease"/> does, if it is started or about to be. Starts nothing. Answer: <see cref="Held"/> or NoSuchChild.
/// </summary>
sealed record Hold(string Name);

/// <summary>The state of a child. Answer: ChildInfo or NoSuchChild.</summary>
sealed record Get(string Name);

/// <summary>The states of all children. Answer: a ChildInfo each, then <see cref="Listed"/>.</summary>
sealed record List;

/// <summary>The events. Answer: a ChildInfo each, then WatchStarted, then events until <see cref="End"/>.</summary>
/// <param name="After">As in <see cref="ISpinner.WatchAsync"/>.</param>
sealed record Watch(long? After = null);

/// <summary>What a child writes. Answer: pages until <see cref="OutputEnded"/> or <see cref="End"/>, the first at once; or Rejected.</summary>
/// <param name="Name">The child.</param>
/// <param name="Reading">As in <see cref="ISpinner.ReadOutputAsync"/>.</param>
sealed record ReadOutput(string Name, OutputReading Reading);

/// <summary>The client has read some answers of a call that has many, so the server may send as many more. No answer.</summary>
/// <param name="Watch">The call: a <see cref="Wire.Watch"/> or a <see cref="ReadOutput"/>.</param>
/// <param name="Events">How many events, or pages.</param>
sealed record Took(long Watch, int Events);

/// <summary>Cancels a call; ends a watch or a reading. No answer.</summary>
sealed record End(long Call);
