using System.Text.Json.Serialization;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>Something that happened in a spinner. Published to the event stream and to <see cref="ISpinner.WatchAsync"/>, in the same order.</summary>
public abstract record SpinnerEvent : ISpinnerWire
{
    /// <summary>The namespace.</summary>
    public string Spinner { get; init; } = "";

    /// <summary>Counts the child events of a spinner from 1, without holes.</summary>
    public long Sequence { get; init; }

    /// <summary>When, by the spinner's clock.</summary>
    public DateTimeOffset Time { get; init; }
}

/// <summary>Something that happened to a child.</summary>
public abstract record ChildEvent : SpinnerEvent, IWithChildName
{
    /// <summary>The child.</summary>
    public string Name { get; init; } = "";

    /// <summary>The launch it is about, counted from 1; 0 before the first.</summary>
    public int Launch { get; init; }

    /// <summary>What brought it about.</summary>
    public TransitionCause Cause { get; init; }

    /// <summary>
    /// Who asked for it, for people: <c>token NAME</c> or <c>socket</c> of a control API, <c>peer NAME</c> over the network, <c>door</c>,
    /// <c>file</c> (its declaration was read anew) or <c>file PATH</c> (what it monitors has changed), <c>autostart</c>, <c>lease NUMBER</c>, <c>need of NAME</c>,
    /// <c>child NAME</c> (another that was launched or wanted room), <c>actor PATH</c>. Null: nobody did, or it is not known.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? By { get; init; }
}

/// <summary>The child listens, after having been stopped, faulted or never started.</summary>
/// <param name="Endpoint">Where.</param>
/// <param name="Pid">Its process.</param>
public sealed record ChildStarted(ChildEndpoint Endpoint, int Pid) : ChildEvent
{
    /// <summary>How long its start took, from the first launch on; the end of a launch before it does not count.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? Took { get; init; }

    /// <summary>Which launch of the start it was, counted from 1; 0 where that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Attempt { get; init; }

    /// <summary>How many launches the start might have cost; 0 where that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Attempts { get; init; }
}

/// <summary>A new launch of a child that had been announced as started listens.</summary>
/// <param name="Endpoint">Where: another endpoint than before, unless it is fixed.</param>
/// <param name="Pid">Its process.</param>
public sealed record ChildRestarted(ChildEndpoint Endpoint, int Pid) : ChildEvent
{
    /// <summary>How long its start took, from the first launch on; the end of a launch before it does not count.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? Took { get; init; }

    /// <summary>Which launch of the start it was, counted from 1; 0 where that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Attempt { get; init; }

    /// <summary>How many launches the start might have cost; 0 where that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Attempts { get; init; }
}

/// <summary>The child is stopped; nothing of its group lives. <see cref="ChildEvent.Cause"/> says why.</summary>
/// <param name="Exit">How its last launch ended; null when there was none.</param>
public sealed record ChildStopped(ExitStatus? Exit) : ChildEvent
{
    /// <summary>How long a task ran that is done; null for all others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? Duration { get; init; }

    /// <summary>With the cause <see cref="TransitionCause.Room"/>, the child that wanted its room; null: none, or there was too much already.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? For { get; init; }

    /// <summary>With the cause <see cref="TransitionCause.Room"/> and a memory budget, what it held and what it costs to have it gone, for people; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }
}

/// <summary>One launch failed, or a started one crashed.</summary>
public sealed record ChildError : ChildEvent
{
    /// <summary>What went wrong, for programs.</summary>
    public required SpinnerError Reason { get; init; }

    /// <summary>What went wrong, for people.</summary>
    public required string Detail { get; init; }

    /// <summary>Which launch of the request it was, counted from 1; 0 when none came to be.</summary>
    public required int Attempt { get; init; }

    /// <summary>How many launches the request may cost.</summary>
    public required int Attempts { get; init; }

    /// <summary>How it ended; null when none came to be.</summary>
    public ExitStatus? Exit { get; init; }

    /// <summary>The last lines of its stderr, oldest first.</summary>
    public IReadOnlyList<string> ErrorTail { get; init => field = Values.Of(value); } = Values.Of<string>([]);
}

/// <summary>The child is faulted.</summary>
/// <param name="Fault">Why, and until when.</param>
public sealed record ChildFaulted(ChildFault Fault) : ChildEvent;

/// <summary>First of every watch: all children, as they are after the event numbered <see cref="SpinnerEvent.Sequence"/> or shortly later.</summary>
/// <param name="Children">By name.</param>
public sealed record WatchStarted(IReadOnlyDictionary<string, ChildInfo> Children) : SpinnerEvent
{
    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, ChildInfo> Children { get; init => field = Values.Of(value); } = Values.Of(Children);
}

/// <summary>A watcher was too slow, or asked for more than is kept: these events are lost to it. Its sequence is that of the last one.</summary>
/// <param name="From">The first one missed.</param>
/// <param name="To">The last one missed.</param>
public sealed record EventsMissed(long From, long To) : SpinnerEvent;
