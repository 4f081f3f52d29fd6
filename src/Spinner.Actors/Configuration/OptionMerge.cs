namespace Spinner.Actors.Configuration;

/// <summary>Options over options: what is given wins, null never does, environments merge by name.</summary>
static class OptionMerge
{
    public static ChildOptions Over(this ChildOptions child, ChildOptions defaults) => new()
    {
        Name = child.Name ?? defaults.Name,
        Command = child.Command ?? defaults.Command,
        Args = child.Args ?? defaults.Args,
        Script = child.Script ?? defaults.Script,
        Environment = Over(child.Environment, defaults.Environment),
        InheritEnvironment = child.InheritEnvironment ?? defaults.InheritEnvironment,
        WorkingDirectory = child.WorkingDirectory ?? defaults.WorkingDirectory,
        Endpoint = child.Endpoint ?? defaults.Endpoint,
        Ready = child.Ready ?? defaults.Ready,
        StartTimeout = child.StartTimeout ?? defaults.StartTimeout,
        Attempts = child.Attempts ?? defaults.Attempts,
        StopTimeout = child.StopTimeout ?? defaults.StopTimeout,
        KillTimeout = child.KillTimeout ?? defaults.KillTimeout,
        StopSignal = child.StopSignal ?? defaults.StopSignal,
        Monitor = child.Monitor ?? defaults.Monitor,
        Stdout = child.Stdout ?? defaults.Stdout,
        Stderr = child.Stderr ?? defaults.Stderr,
        OutputRing = child.OutputRing ?? defaults.OutputRing,
        Logger = child.Logger ?? defaults.Logger,
        IdleTime = child.IdleTime ?? defaults.IdleTime,
        Keep = child.Keep ?? defaults.Keep,
        Autostart = child.Autostart ?? defaults.Autostart,
        RestartTolerance = child.RestartTolerance ?? defaults.RestartTolerance,
        FaultTimeout = child.FaultTimeout ?? defaults.FaultTimeout,
        Reload = child.Reload ?? defaults.Reload,
        DrainTimeout = child.DrainTimeout ?? defaults.DrainTimeout,
    };

    private static IReadOnlyDictionary<string, string>? Over(
        IReadOnlyDictionary<string, string>? child, IReadOnlyDictionary<string, string>? defaults)
    {
        if (child is null || defaults is null) return child ?? defaults;
        var merged = EnvironmentNames.Copy(defaults);
        foreach (var (name, value) in child) merged[name] = value;
        return merged;
    }
}
