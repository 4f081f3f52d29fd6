using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>Answer to <see cref="StartChild"/>: <see cref="ChildReady"/>, of a task <see cref="ChildCompleted"/>, or <see cref="Rejected"/>.</summary>
public interface IStartReply : IRestartReply;

/// <summary>Answer to <see cref="RestartChild"/>: <see cref="ChildReady"/>, <see cref="ChildCompleted"/>, <see cref="Rejected"/> or <see cref="NoSuchChild"/>.</summary>
public interface IRestartReply : ISpinnerReply;

/// <summary>Answer to <see cref="StopChild"/>: <see cref="StopSucceeded"/>, <see cref="StopFailed"/>, <see cref="ChildInUse"/> or <see cref="NoSuchChild"/>.</summary>
public interface IStopReply : ISpinnerReply, IWithChildName;

/// <summary>Answer to <see cref="RemoveChild"/>: <see cref="ChildRemoved"/>, <see cref="StopFailed"/> or <see cref="NoSuchChild"/>.</summary>
public interface IRemoveReply : ISpinnerReply, IWithChildName;

/// <summary>The child listens on its endpoint.</summary>
public sealed record ChildReady : IStartReply, IWithChildName
{
    /// <summary>The child's name.</summary>
    public required string Name { get; init; }

    /// <summary>The address that answered.</summary>
    public required ChildEndpoint Endpoint { get; init; }

    /// <summary>The process id of this launch.</summary>
    public required int Pid { get; init; }

    /// <summary>The number of this launch, counted from 1 over the child's life.</summary>
    public required int Launch { get; init; }

    /// <summary>It was started before this request came.</summary>
    public bool AlreadyRunning { get; init; }

    /// <summary>The request's options differ from those in force, which stay until the child is next started from a stop.</summary>
    public bool OptionsIgnored { get; init; }
}

/// <summary>The child is a task, and has ended well.</summary>
public sealed record ChildCompleted : IStartReply, IWithChildName
{
    /// <summary>The child's name.</summary>
    public required string Name { get; init; }

    /// <summary>The number of the launch that did it, counted from 1 over the child's life.</summary>
    public required int Launch { get; init; }

    /// <summary>How it ended.</summary>
    public required ExitStatus Exit { get; init; }

    /// <summary>From its spawn to the end of its process group.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>As in <see cref="ChildReady"/>.</summary>
    public bool OptionsIgnored { get; init; }
}

/// <summary>The child could not be started, or the request was overtaken by another command.</summary>
public sealed record Rejected : IStartReply, IWithChildName
{
    internal const string IsShuttingDown = "The spinner is shutting down.";

    /// <summary>Creates one; what is required is to be set.</summary>
    public Rejected() { }

    [SetsRequiredMembers]
    internal Rejected(string name, SpinnerError reason, string detail) => (Name, Reason, Detail) = (name, reason, detail);

    /// <summary>The child's name.</summary>
    public required string Name { get; init; }

    /// <summary>Why, for programs.</summary>
    public required SpinnerError Reason { get; init; }

    /// <summary>Why, for people.</summary>
    public required string Detail { get; init; }

    /// <summary>How many launches this request has cost.</summary>
    public int Attempts { get; init; }

    /// <summary>How the last launch ended, if one did.</summary>
    public ExitStatus? LastExit { get; init; }

    /// <summary>The last lines of its stderr, oldest first.</summary>
    public IReadOnlyList<string> ErrorTail { get; init => field = Values.Of(value); } = Values.Of<string>([]);

    /// <summary>From when a start is tried again; null when that is not what prevents it.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    internal static Rejected NoSuchChild(NoSuchChild none) => new(none.Name, SpinnerError.NoSuchChild, none.Detail ?? $"no child '{none.Name}'");

    internal static Rejected ShuttingDown(string name) => new(name, SpinnerError.ShuttingDown, IsShuttingDown);
}

/// <summary>The child is stopped; nothing of its process group lives.</summary>
/// <param name="Name">The child's name.</param>
/// <param name="WasRunning">False when it had been stopped before.</param>
public sealed record StopSucceeded(string Name, bool WasRunning) : IStopReply;

/// <summary>The child was to be stopped only if nobody uses it, and somebody does, or may not be idle-stopped.</summary>
/// <param name="Name">The child's name.</param>
public sealed record ChildInUse(string Name) : IStopReply;

/// <summary>The child's processes survived SIGKILL for longer than the kill time-out.</summary>
/// <param name="Name">The child's name.</param>
/// <param name="Pids">Those that live.</param>
public sealed record StopFailed(string Name, IReadOnlyList<int> Pids) : IStopReply, IRemoveReply
{
    /// <summary>Those that live.</summary>
    public IReadOnlyList<int> Pids { get; init => field = Values.Of(value); } = Values.Of(Pids);
}

/// <summary>The child is stopped and its name forgotten.</summary>
public sealed record ChildRemoved(string Name) : IRemoveReply;

/// <summary>Answer to <see cref="EndLease"/>.</summary>
/// <param name="Name">The child's name.</param>
/// <param name="WasHeld">Whether the sender held it.</param>
public sealed record LeaseEnded(string Name, bool WasHeld) : ISpinnerReply, IWithChildName;

/// <summary>No child has this name.</summary>
/// <param name="Name">What was asked for.</param>
public sealed record NoSuchChild(string Name) : IRestartReply, IStopReply, IRemoveReply
{
    private const int MostListed = 10;
    private const int MostSorted = 100;

    /// <summary>For people: with the names there are, ten of them at most. Null where nobody looked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <param name="name">What was asked for.</param>
    /// <param name="count">How many names there are.</param>
    /// <param name="known">They. Of many the first that come are listed: names that do not exist may be asked for often.</param>
    internal static NoSuchChild Among(string name, int count, IEnumerable<string> known)
    {
        var listed = string.Join(", ", (count <= MostSorted ? known.Order(StringComparer.Ordinal) : known).Take(MostListed).Order(StringComparer.Ordinal));
        var more = count > MostListed ? $" and {count - MostListed} more" : "";
        return new NoSuchChild(name) { Detail = $"no child '{name}'; {(listed.Length == 0 ? "none is declared" : $"declared: {listed}{more}")}" };
    }
}

/// <summary>Every child has answered.</summary>
/// <param name="Failed">The children that could not be stopped; empty when all are.</param>
public sealed record AllStopped(IReadOnlyList<StopFailed> Failed) : ISpinnerReply
{
    /// <summary>The children that could not be stopped; empty when all are.</summary>
    public IReadOnlyList<StopFailed> Failed { get; init => field = Values.Of(value); } = Values.Of(Failed);
}

/// <summary>All children by name.</summary>
public sealed record ChildList(IReadOnlyDictionary<string, ChildInfo> Children) : ISpinnerReply
{
    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, ChildInfo> Children { get; init => field = Values.Of(value); } = Values.Of(Children);
}
