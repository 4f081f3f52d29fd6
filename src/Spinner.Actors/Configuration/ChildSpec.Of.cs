using Spinner.Processes;

namespace Spinner.Actors.Configuration;

sealed partial record ChildSpec
{
    /// <param name="script">The script among the arguments; null when none is known.</param>
    /// <param name="options">Checked, every default filled in, paths absolute.</param>
    public static ChildSpec Of(string? script, ChildOptions options) => new()
    {
        Name = options.Name!,
        Command = options.Command!,
        Args = options.Args!,
        Environment = options.Environment!,
        InheritEnvironment = options.InheritEnvironment!.Value,
        AspNetUrls = RunnerTable.ExtensionOf(script ?? "") is "dll" or "cs"
            && options.Endpoint!.HeldAddress is null && !options.Environment!.ContainsKey(EnvironmentNames.AspNetUrls),
        WorkingDirectory = options.WorkingDirectory,
        Endpoint = options.Endpoint!,
        Ready = options.Ready!,
        StartTimeout = options.StartTimeout!.Value,
        Attempts = options.Attempts!.Value,
        StopTimeout = options.StopTimeout!.Value,
        KillTimeout = options.KillTimeout!.Value,
        StopSignal = options.StopSignal!,
        MonitorPath = options.Monitor!.Location,
        Stdout = options.Stdout!,
        Stderr = options.Stderr!,
        OutputRing = options.OutputRing!.Value,
        Logger = options.Logger,
        IdleTime = options.Keep!.Value || options.IdleTime == ChildOptions.Never ? null : options.IdleTime,
        Autostart = options.Autostart!.Value,
        RestartTolerance = options.RestartTolerance!.Value,
        FaultTimeout = options.FaultTimeout!.Value,
        Overlaps = options.Reload == ReloadMode.Overlap && IsFreshForEachLaunch(options.Endpoint!),
        DrainTimeout = options.DrainTimeout!.Value,
        Options = options,
    };

    private static bool IsFreshForEachLaunch(EndpointSpec endpoint) => endpoint == EndpointSpec.Tcp || endpoint == EndpointSpec.Unix || endpoint == EndpointSpec.Pipe;
}
