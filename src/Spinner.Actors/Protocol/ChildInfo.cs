using System.Text.Json.Serialization;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>What is known of a child at one moment.</summary>
public sealed record ChildInfo(string Name) : ISpinnerReply, IWithChildName
{
    /// <summary>The options in force, defaults filled in.</summary>
    public required ChildOptions Options { get; init; }

    /// <summary>The state.</summary>
    public required ChildState State { get; init; }

    /// <summary>Where it listens; null unless started.</summary>
    public ChildEndpoint? Endpoint { get; init; }

    /// <summary>Its process; null when there is none.</summary>
    public int? Pid { get; init; }

    /// <summary>
    /// What it last said of itself: <c>STATUS=</c> of sd_notify(3); or, while it is not ready, what its answer to the GET lacked. Of the running
    /// launch or the last one, at most 200 characters of <c>STATUS=</c>; null when there is nothing.
    /// </summary>
    public string? StatusText { get; init; }

    /// <summary>How many processes were launched for this name.</summary>
    public int Launches { get; init; }

    /// <summary>The number of the launch that serves, counted from 1; null unless started. With an overlap there may be later ones.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Launch { get; init; }

    /// <summary>Since when it is in this state.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>How the last launch that ended did; null before the first.</summary>
    public ExitStatus? LastExit { get; init; }

    /// <summary>The last lines of stderr, of the running launch or the last one.</summary>
    public IReadOnlyList<string> ErrorTail { get; init => field = Values.Of(value); } = Values.Of<string>([]);

    /// <summary>Why it is faulted; null unless it is.</summary>
    public ChildFault? Fault { get; init; }

    /// <summary>The last fault it had, over or not; null before the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChildFault? LastFault { get; init; }

    /// <summary>When it is launched again by itself: a faulted child that is kept or held is. Null when nobody will but who asks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RelaunchAt { get; init; }

    /// <summary>The children its launch waits for, in words; null when it waits for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WaitsFor { get; init; }

    /// <summary>Of a start under way, which of its launches runs, or failed last, counted from 1; null before the first, and when none is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Attempt { get; init; }

    /// <summary>How many launches the start under way may cost; null when none is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Attempts { get; init; }

    /// <summary>When the start under way is tried again; null unless it pauses.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Why a started child is not idle-stopped; null unless started.</summary>
    public AliveBecause? AliveBecause { get; init; }

    /// <summary>Why it has no process, in words; null unless stopped or faulted.</summary>
    public string? DownBecause { get; init; }
}

/// <summary>Why a child is faulted.</summary>
/// <param name="Reason">For programs.</param>
/// <param name="Detail">For people.</param>
/// <param name="RetryAt">From when a start is tried again; null: not before its unkillable process is gone.</param>
public sealed record ChildFault(SpinnerError Reason, string Detail, DateTimeOffset? RetryAt);

/// <summary>Why a started child lives on.</summary>
public sealed record AliveBecause
{
    /// <summary>Uses in flight, leases and its own included.</summary>
    public required long Uses { get; init; }

    /// <summary>It is never idle-stopped.</summary>
    public required bool Keep { get; init; }

    /// <summary>When it will be idle-stopped if nobody uses it; null while it is used or kept.</summary>
    public DateTimeOffset? IdleDueAt { get; init; }

    /// <summary>Who holds it, each lease with one of the uses: the path of its actor, or a number of its own, or <c>needed by</c> and the name of a child.</summary>
    public IReadOnlyList<string> Leases { get; init => field = Values.Of(value); } = Values.Of<string>([]);

    /// <summary>It says itself that it is busy, as by <c>BUSY=1</c>: that is one of the uses.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsBusy { get; init; }
}
