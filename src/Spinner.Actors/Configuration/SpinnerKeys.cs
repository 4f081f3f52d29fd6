namespace Spinner.Actors.Configuration;

/// <summary>The keys of a spinner itself. What has no key exists in C# only: the clock, the launcher, the source of endpoints.</summary>
static class SpinnerKeys
{
    public const string Defaults = "defaults";
    public const string Children = "children";

    /// <summary>Read by Spinner.Actors.Remote.</summary>
    public const string Remote = "remote";

    public static IReadOnlyList<SettingKey<SpinnerOptions>> All { get; } =
    [
        new("engine", nameof(SpinnerOptions.Engine), SettingForms.Engine, o => o.Engine, (o, v) => o with { Engine = (EngineChoice)v }),
        new("orphans", nameof(SpinnerOptions.Orphans), SettingForms.Orphans, o => o.Orphans, (o, v) => o with { Orphans = (OrphanPolicy)v }),
        new("state-dir", nameof(SpinnerOptions.StateDirectory), SettingForms.Text, o => o.StateDirectory, (o, v) => o with { StateDirectory = (string)v }),
        new("run-dir", nameof(SpinnerOptions.RunDirectory), SettingForms.Text, o => o.RunDirectory, (o, v) => o with { RunDirectory = (string)v }),
        new("port-range", nameof(SpinnerOptions.PortRange), SettingForms.Ports, o => o.PortRange, (o, v) => o with { PortRange = (PortRange)v }),
        new("drain-timeout", nameof(SpinnerOptions.DrainTimeout), SettingForms.Duration,
            o => o.DrainTimeout, (o, v) => o with { DrainTimeout = (TimeSpan)v }),
        new("max-running", nameof(SpinnerOptions.MaxRunning), SettingForms.NumberOrOff, o => o.MaxRunning, (o, v) => o with { MaxRunning = (int)v }),
        new("memory-budget", nameof(SpinnerOptions.MemoryBudget), SettingForms.Budget, o => o.MemoryBudget, (o, v) => o with { MemoryBudget = (MemoryBudget)v }),
        new("room", nameof(SpinnerOptions.Room), RoomForm.Form,
            o => o.Room.Count > 0 ? o.Room : null, (o, v) => o with { Room = (IReadOnlyDictionary<string, RoomGroup>)v }),
        new("runners", nameof(SpinnerOptions.Runners), SettingForms.ListByName,
            o => o.Runners.Count > 0 ? o.Runners : null, (o, v) => o with { Runners = (IReadOnlyDictionary<string, IReadOnlyList<string>>)v }),
    ];
}
