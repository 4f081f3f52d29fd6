using Spinner.Processes;

namespace Spinner.Actors.Configuration;

/// <summary>
/// The keys of <c>defaults</c> and of every child. What has no key exists in C# only: a name is its block's, a logger cannot be written down.
/// </summary>
static class ChildKeys
{
    public static IReadOnlyList<SettingKey<ChildOptions>> All { get; } =
    [
        new("script", nameof(ChildOptions.Script), SettingForms.Text, o => o.Script, (o, v) => o with { Script = (string)v }),
        new("command", nameof(ChildOptions.Command), SettingForms.Text, o => o.Command, (o, v) => o with { Command = (string)v }),
        new("args", nameof(ChildOptions.Args), SettingForms.TextList, o => o.Args, (o, v) => o with { Args = (IReadOnlyList<string>)v }),
        new("env", nameof(ChildOptions.Environment), SettingForms.TextByName,
            o => o.Environment, (o, v) => o with { Environment = (IReadOnlyDictionary<string, string>)v }),
        new("inherit-env", nameof(ChildOptions.InheritEnvironment), SettingForms.Switch,
            o => o.InheritEnvironment, (o, v) => o with { InheritEnvironment = (bool)v }),
        new("cwd", nameof(ChildOptions.WorkingDirectory), SettingForms.Text,
            o => o.WorkingDirectory, (o, v) => o with { WorkingDirectory = (string)v }),
        new("endpoint", nameof(ChildOptions.Endpoint), SettingForms.Endpoint, o => o.Endpoint, (o, v) => o with { Endpoint = (EndpointSpec)v }),
        new("ready", nameof(ChildOptions.Ready), ReadinessForm.Form, o => o.Ready, (o, v) => o with { Ready = (Readiness)v }),
        new("timeout", nameof(ChildOptions.StartTimeout), SettingForms.Duration,
            o => o.StartTimeout, (o, v) => o with { StartTimeout = (TimeSpan)v }),
        new("attempts", nameof(ChildOptions.Attempts), SettingForms.Number, o => o.Attempts, (o, v) => o with { Attempts = (int)v }),
        new("stop-timeout", nameof(ChildOptions.StopTimeout), SettingForms.Duration,
            o => o.StopTimeout, (o, v) => o with { StopTimeout = (TimeSpan)v }),
        new("kill-timeout", nameof(ChildOptions.KillTimeout), SettingForms.Duration,
            o => o.KillTimeout, (o, v) => o with { KillTimeout = (TimeSpan)v }),
        new("stop-signal", nameof(ChildOptions.StopSignal), SettingForms.Signal, o => o.StopSignal, (o, v) => o with { StopSignal = (StopSignal)v }),
        new("monitor", nameof(ChildOptions.Monitor), SettingForms.Monitor, o => o.Monitor, (o, v) => o with { Monitor = (MonitorTarget)v }),
        new("stdout", nameof(ChildOptions.Stdout), SettingForms.Output, o => o.Stdout, (o, v) => o with { Stdout = (OutputTarget)v }),
        new("stderr", nameof(ChildOptions.Stderr), SettingForms.Output, o => o.Stderr, (o, v) => o with { Stderr = (OutputTarget)v }),
        new("output-ring", nameof(ChildOptions.OutputRing), SettingForms.Size, o => o.OutputRing, (o, v) => o with { OutputRing = (int)v }),
        new("idle-time", nameof(ChildOptions.IdleTime), SettingForms.DurationOrOff, o => o.IdleTime, (o, v) => o with { IdleTime = (TimeSpan)v }),
        new("keep", nameof(ChildOptions.Keep), SettingForms.Switch, o => o.Keep, (o, v) => o with { Keep = (bool)v }),
        new("autostart", nameof(ChildOptions.Autostart), SettingForms.Switch, o => o.Autostart, (o, v) => o with { Autostart = (bool)v }),
        new("restart-tolerance", nameof(ChildOptions.RestartTolerance), SettingForms.Duration,
            o => o.RestartTolerance, (o, v) => o with { RestartTolerance = (TimeSpan)v }),
        new("fault-timeout", nameof(ChildOptions.FaultTimeout), SettingForms.Duration,
            o => o.FaultTimeout, (o, v) => o with { FaultTimeout = (TimeSpan)v }),
        new("reload", nameof(ChildOptions.Reload), SettingForms.Reload, o => o.Reload, (o, v) => o with { Reload = (ReloadMode)v }),
        new("drain-timeout", nameof(ChildOptions.DrainTimeout), SettingForms.Duration,
            o => o.DrainTimeout, (o, v) => o with { DrainTimeout = (TimeSpan)v }),
    ];
}
