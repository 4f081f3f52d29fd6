namespace Spinner.Control.Contract;

/// <summary>What a child used in the last hour.</summary>
/// <param name="Name">The child.</param>
/// <param name="StepSeconds">How long a step is.</param>
/// <param name="Until">The end of the last step.</param>
/// <param name="Cpu">Of one processor in each step, 1 is all of it, oldest first; null: it had no process.</param>
/// <param name="MemoryBytes">Resident bytes at the end of each step; null: the same.</param>
sealed record UsageView(string Name, double StepSeconds, DateTimeOffset Until, IReadOnlyList<double?> Cpu, IReadOnlyList<long?> MemoryBytes);

/// <summary>What a child uses now, as the stream tells it.</summary>
/// <param name="Name">The child.</param>
/// <param name="Cpu">Of one processor since the last look, 1 is all of it; null: it was not looked at before.</param>
/// <param name="MemoryBytes">Resident bytes.</param>
/// <param name="Processes">How many processes its group has.</param>
sealed record UsageRow(string Name, double? Cpu, long MemoryBytes, int Processes);

/// <summary>An option in force.</summary>
/// <param name="Key">As a file has it.</param>
/// <param name="Value">The same; of variables only their names, since their values may be secrets.</param>
/// <param name="Source"><c>builtIn</c>, <c>defaults</c>, <c>file</c>, <c>door</c> (as a front door likes its children) or <c>request</c> (the start).</param>
/// <param name="Place">The file and the line; null where it is written in none.</param>
sealed record OptionView(string Key, string Value, string Source, string? Place);

/// <summary>The daemon.</summary>
sealed record DaemonView
{
    /// <summary>Of the program.</summary>
    public required string Version { get; init; }

    public required int Pid { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What it reads its children from; null where that is no file.</summary>
    public string? File { get; init; }

    /// <summary>Its unix socket; null where it has none.</summary>
    public string? Socket { get; init; }

    /// <summary>Where its API listens besides.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Where its front door listens.</summary>
    public IReadOnlyList<string> DoorAddresses { get; init; } = [];

    /// <summary>The host below which every child is reachable by its name; null when there is none.</summary>
    public string? DoorDomain { get; init; }

    /// <summary>Where the logs of its children are; null where they are in no files.</summary>
    public string? LogDirectory { get; init; }

    /// <summary>Resident bytes of the daemon itself.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The last time it was told to read its file again; null: it was not.</summary>
    public LastReload? LastReload { get; init; }
}

/// <summary>A reload.</summary>
/// <param name="At">When.</param>
/// <param name="Errors">What was wrong; then the old is in force.</param>
sealed record LastReload(DateTimeOffset At, IReadOnlyList<string> Errors);

/// <summary>Who asks.</summary>
/// <param name="Name">Of the token or the session.</param>
/// <param name="Roles">What it may do.</param>
sealed record MeView(string Name, IReadOnlyList<string> Roles);
