using System.Text.Json.Serialization;

namespace Spinner.Control.Contract;

/// <summary>A child, as the API shows it.</summary>
sealed record ChildView
{
    public required string Name { get; init; }

    /// <summary><c>server</c>, <c>worker</c> or <c>task</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>stopped</c>, <c>starting</c>, <c>started</c>, <c>stopping</c>, <c>restarting</c>, <c>faulted</c>; or <c>running</c>: a task that has a process.</summary>
    public required string State { get; init; }

    public EndpointView? Endpoint { get; init; }
    public int? Pid { get; init; }
    public int Launches { get; init; }

    /// <summary>Which launch serves, counted from 1; null unless started.</summary>
    public int? Launch { get; init; }

    /// <summary>What it last said of itself, or what its answer lacked while it was not ready; null when there is nothing.</summary>
    public string? StatusText { get; init; }

    /// <summary>How many processes its group has; null when it has none.</summary>
    public int? Processes { get; init; }

    public DateTimeOffset Since { get; init; }

    /// <summary>Processor time of the child's process group; null when it has none.</summary>
    public double? CpuSeconds { get; init; }

    /// <summary>Resident bytes of the child's process group; null when it has none.</summary>
    public long? MemoryBytes { get; init; }

    public ExitView? LastExit { get; init; }
    public IReadOnlyList<string> ErrorTail { get; init; } = [];
    public FaultView? Fault { get; init; }

    /// <summary>The last fault, over or not.</summary>
    public FaultView? LastFault { get; init; }

    /// <summary>When a faulted child is launched again by itself; null when it is not.</summary>
    public DateTimeOffset? RelaunchAt { get; init; }

    /// <summary>The children its launch waits for; null when it waits for none.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>Of a start under way: which of its launches runs, or failed last; null before the first, and when none is under way.</summary>
    public int? Attempt { get; init; }

    /// <summary>How many launches the start under way may cost; null when none is.</summary>
    public int? Attempts { get; init; }

    /// <summary>When it is launched again by itself: the next attempt of a start that pauses, or <see cref="RelaunchAt"/>; null: it is not.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    public AliveView? AliveBecause { get; init; }
    public string? DownBecause { get; init; }
    public required OptionsView Options { get; init; }
}

/// <summary>Where a child listens: host and port, or path; neither where the kind is <c>none</c>.</summary>
sealed record EndpointView(
    string Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Host,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Port,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Path)
{
    /// <summary>Whether anything listens there.</summary>
    public bool IsNone => Kind == "none";

    /// <summary><c> on 127.0.0.1:20000</c>; nothing for what listens on nothing.</summary>
    public string On() => IsNone ? "" : $" on {Format()}";

    /// <summary>For people.</summary>
    public string Format() => Path ?? (Host is null ? Kind : Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}");
}

/// <summary>How a launch ended.</summary>
sealed record ExitView(int? Code, int? Signal, string Text);

/// <summary>Why a child is faulted.</summary>
sealed record FaultView(string Failure, string Detail, DateTimeOffset? RetryAt);

/// <summary>Why a started child is not idle-stopped.</summary>
sealed record AliveView(long Uses, bool Keep, DateTimeOffset? IdleDueAt, bool Busy)
{
    /// <summary>The children that need it, one for each launch of theirs.</summary>
    public IReadOnlyList<string> NeededBy { get; init; } = [];

    /// <summary>Who else holds it: the path of an actor, or a number of its own.</summary>
    public IReadOnlyList<string> Holders { get; init; } = [];
}

/// <summary>Another child that has to be there first.</summary>
/// <param name="Name">The other.</param>
/// <param name="When"><c>started</c>, <c>ready</c> or <c>done</c>.</param>
/// <param name="RestartWith">A new launch of the other replaces this one's.</param>
sealed record NeedView(string Name, string When, bool RestartWith);

/// <summary>What a child is; values of its environment stay out, they may be secrets.</summary>
sealed record OptionsView(
    string? Script, string? Command, IReadOnlyList<string> Args, string? Cwd, string Endpoint, string? Monitor, IReadOnlyList<string> EnvNames,
    string IdleTime, bool Keep, bool Autostart)
{
    public IReadOnlyList<NeedView> Needs { get; init; } = [];

    /// <summary>What it is looked at for and kept to, by its key in a file.</summary>
    public IReadOnlyDictionary<string, string> Limits { get; init; } = new Dictionary<string, string>();
}
