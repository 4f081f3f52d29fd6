using Akka.Event;
using static Spinner.Actors.Configuration.OptionChecks;

namespace Spinner.Actors.Configuration;

/// <summary>
/// The options of a child, one to a line: its key, its form, its bounds, and what is special about it. Reading, merging, checking, comparing and
/// writing go by this table; a new option is a property of <see cref="ChildOptions"/>, a line here, one in <see cref="ChildSpec"/> where it is
/// used, and its default in <c>spinner.conf</c>.
/// </summary>
static class ChildOptionTable
{
    /// <summary>Those that can be written down: the keys of <c>defaults</c> and of every child.</summary>
    public static IReadOnlyList<SettingKey<ChildOptions>> Keys { get; } =
    [
        Text("script", nameof(ChildOptions.Script), o => o.Script, (o, v) => o with { Script = v }) with { IsSame = null },
        Text("command", nameof(ChildOptions.Command), o => o.Command, (o, v) => o with { Command = v }),
        Text("run", nameof(ChildOptions.Run), o => o.Run, (o, v) => o with { Run = v }),
        Row<IReadOnlyList<string>>("args", nameof(ChildOptions.Args), SettingForms.TextList, o => o.Args, (o, v) => o with { Args = v }) with
        {
            Check = Arguments, IsSame = OptionValues.SameItems<string>,
        },
        Row<IReadOnlyDictionary<string, string>>(
            "env", nameof(ChildOptions.Environment), SettingForms.TextByName, o => o.Environment, (o, v) => o with { Environment = v }) with
        {
            Check = Variables, Over = OptionValues.VariablesOver, IsSame = OptionValues.SameVariables,
        },
        Switch("inherit-env", nameof(ChildOptions.InheritEnvironment), o => o.InheritEnvironment, (o, v) => o with { InheritEnvironment = v }),
        Text("cwd", nameof(ChildOptions.WorkingDirectory), o => o.WorkingDirectory, (o, v) => o with { WorkingDirectory = v }),
        Row<ChildKind>("kind", nameof(ChildOptions.Kind), SettingForms.Kind, o => o.Kind, (o, v) => o with { Kind = v }) with
        {
            Check = OneOf(Enum.GetValues<ChildKind>(), "Server, Worker or Task"), IsSame = null,
        },
        Row<EndpointSpec>("endpoint", nameof(ChildOptions.Endpoint), SettingForms.Endpoint, o => o.Endpoint, (o, v) => o with { Endpoint = v }) with
        {
            Check = static (errors, _, value) => EndpointCheck.Check(errors, (EndpointSpec)value),
        },
        Row<Readiness>("ready", nameof(ChildOptions.Ready), ReadinessForm.Form, o => o.Ready, (o, v) => o with { Ready = v }) with
        {
            Check = static (errors, _, value) => ReadinessCheck.Check(errors, (Readiness)value),
        },
        Duration("ready-after", nameof(ChildOptions.ReadyAfter), DurationRange.FromZero, o => o.ReadyAfter, (o, v) => o with { ReadyAfter = v }),
        Row<TimeSpan>("timeout", nameof(ChildOptions.StartTimeout), SettingForms.DurationOrOff, o => o.StartTimeout, (o, v) => o with { StartTimeout = v }) with
        {
            Check = PositiveOrNever,
        },
        Row<TimeSpan>("watchdog", nameof(ChildOptions.Watchdog), SettingForms.DurationOrOff, o => o.Watchdog, (o, v) => o with { Watchdog = v }) with
        {
            Check = PositiveOrNever,
        },
        Row<Liveness>("live", nameof(ChildOptions.Live), LivenessForm.Form, o => o.Live, (o, v) => o with { Live = v }) with { Check = LivenessCheck.Check },
        Memory("memory-limit", nameof(ChildOptions.MemoryLimit), o => o.MemoryLimit, (o, v) => o with { MemoryLimit = v }),
        Row<long>("memory", nameof(ChildOptions.Memory), SettingForms.LargeSize, o => o.Memory, (o, v) => o with { Memory = v }) with
        {
            Check = static (errors, option, value) => errors.Require(
                value is >= SizeText.Mebibyte and <= 16 * SizeText.Tebibyte, option, value, "1048576 (1 MiB) to 17592186044416 (16 TiB)"),
        },
        Row<TimeSpan>("max-lifetime", nameof(ChildOptions.MaxLifetime), SettingForms.DurationOrOff, o => o.MaxLifetime, (o, v) => o with { MaxLifetime = v }) with
        {
            Check = LongOrNever,
        },
        Row<int>("max-requests", nameof(ChildOptions.MaxRequests), SettingForms.NumberOrOff, o => o.MaxRequests, (o, v) => o with { MaxRequests = v }) with
        {
            Check = static (errors, option, value) => errors.Require(value is ChildOptions.Unlimited or >= 1, option, value, "1 to 2147483647, or off"),
        },
        Number("attempts", nameof(ChildOptions.Attempts), SettingForms.Number, 1, 100, "1 to 100", o => o.Attempts, (o, v) => o with { Attempts = v }),
        Duration("stop-timeout", nameof(ChildOptions.StopTimeout), DurationRange.FromZero, o => o.StopTimeout, (o, v) => o with { StopTimeout = v }),
        Duration("kill-timeout", nameof(ChildOptions.KillTimeout), DurationRange.Kill, o => o.KillTimeout, (o, v) => o with { KillTimeout = v }),
        Row<StopSignal>("stop-signal", nameof(ChildOptions.StopSignal), SettingForms.Signal, o => o.StopSignal, (o, v) => o with { StopSignal = v }) with
        {
            Check = OneOf(StopSignal.Allowed, string.Join(", ", StopSignal.Allowed)),
        },
        Row<IReadOnlyList<string>>(
            "stop-command", nameof(ChildOptions.StopCommand), SettingForms.TextList, o => o.StopCommand, (o, v) => o with { StopCommand = v }) with
        {
            Check = Words, IsSame = OptionValues.SameItems<string>,
        },
        Row<int>("nofile", nameof(ChildOptions.NoFile), SettingForms.NumberOrOff, o => o.NoFile, (o, v) => o with { NoFile = v }) with
        {
            // What the kernel allows at most, fs.nr_open of proc_sys_fs(5), is never higher.
            Check = static (errors, option, value) => errors.Require(value is ChildOptions.Unlimited or >= 16 and <= 1_073_741_816, option, value, "16 to 1073741816, or off"),
        },
        Number("nice", nameof(ChildOptions.Nice), SettingForms.Number, -20, 19, "-20 to 19", o => o.Nice, (o, v) => o with { Nice = v }),
        Row<UnixFileMode>("umask", nameof(ChildOptions.Umask), SettingForms.Mode, o => o.Umask, (o, v) => o with { Umask = v }) with
        {
            Check = static (errors, option, value) => errors.Require((int)(UnixFileMode)value is >= 0 and <= 0b111_111_111, option, value, "permissions of owner, group and others: 000 to 777"),
        },
        Memory("memory-high", nameof(ChildOptions.MemoryHigh), o => o.MemoryHigh, (o, v) => o with { MemoryHigh = v }),
        Memory("memory-max", nameof(ChildOptions.MemoryMax), o => o.MemoryMax, (o, v) => o with { MemoryMax = v }),
        Row<int>("cpu-weight", nameof(ChildOptions.CpuWeight), SettingForms.NumberOrOff, o => o.CpuWeight, (o, v) => o with { CpuWeight = v }) with
        {
            Check = static (errors, option, value) => errors.Require(value is ChildOptions.Unlimited or >= 1 and <= 10_000, option, value, "1 to 10000, or off"),
        },
        Text("user", nameof(ChildOptions.User), o => o.User, (o, v) => o with { User = v }),
        Text("group", nameof(ChildOptions.Group), o => o.Group, (o, v) => o with { Group = v }),
        Row<MonitorTarget>("monitor", nameof(ChildOptions.Monitor), SettingForms.Monitor, o => o.Monitor, (o, v) => o with { Monitor = v }) with
        {
            Check = static (errors, option, value) => ((MonitorTarget)value).Locations.ToList().ForEach(path => NonEmpty(errors, option, path)),
        },
        Output("stdout", nameof(ChildOptions.Stdout), o => o.Stdout, (o, v) => o with { Stdout = v }),
        Output("stderr", nameof(ChildOptions.Stderr), o => o.Stderr, (o, v) => o with { Stderr = v }),
        Number("output-buffer", nameof(ChildOptions.OutputBuffer), SettingForms.Size, 0, 16 * 1024 * 1024, "0 to 16777216 (16 MiB)",
            o => o.OutputBuffer, (o, v) => o with { OutputBuffer = v }),
        Row<TimeSpan>("idle-time", nameof(ChildOptions.IdleTime), SettingForms.DurationOrOff, o => o.IdleTime, (o, v) => o with { IdleTime = v }) with
        {
            Check = PositiveOrNever, IsSame = null,
        },
        Switch("keep", nameof(ChildOptions.Keep), o => o.Keep, (o, v) => o with { Keep = v }) with { IsSame = null },
        Switch("autostart", nameof(ChildOptions.Autostart), o => o.Autostart, (o, v) => o with { Autostart = v }) with { IsSame = null },
        Row<RestartPolicy>("restart", nameof(ChildOptions.Restart), SettingForms.Restart, o => o.Restart, (o, v) => o with { Restart = v }) with
        {
            Check = OneOf(Enum.GetValues<RestartPolicy>(), "Always, OnFailure or Never"),
        },
        Codes("success-codes", nameof(ChildOptions.SuccessCodes), o => o.SuccessCodes, (o, v) => o with { SuccessCodes = v }),
        Codes("no-restart-codes", nameof(ChildOptions.NoRestartCodes), o => o.NoRestartCodes, (o, v) => o with { NoRestartCodes = v }),
        Row<IReadOnlyList<ChildNeed>>("needs", nameof(ChildOptions.Needs), NeedForm.Form, o => o.Needs, (o, v) => o with { Needs = v }) with
        {
            Check = NeedCheck.Check, IsSame = OptionValues.SameItems<ChildNeed>,
        },
        Duration("restart-tolerance", nameof(ChildOptions.RestartTolerance), DurationRange.Tolerance,
            o => o.RestartTolerance, (o, v) => o with { RestartTolerance = v }),
        Duration("fault-timeout", nameof(ChildOptions.FaultTimeout), DurationRange.FromZero, o => o.FaultTimeout, (o, v) => o with { FaultTimeout = v }),
        Duration("fault-timeout-max", nameof(ChildOptions.FaultTimeoutMax), DurationRange.Tolerance,
            o => o.FaultTimeoutMax, (o, v) => o with { FaultTimeoutMax = v }),
        Row<ReloadMode>("reload", nameof(ChildOptions.Reload), SettingForms.Reload, o => o.Reload, (o, v) => o with { Reload = v }) with
        {
            Check = OneOf(Enum.GetValues<ReloadMode>(), "Restart or Overlap"), IsSame = null,
        },
        Duration("drain-timeout", nameof(ChildOptions.DrainTimeout), DurationRange.FromZero, o => o.DrainTimeout, (o, v) => o with { DrainTimeout = v }),
    ];

    /// <summary>All of them. What has no key exists in C# only: a name is its block's, a logger cannot be written down.</summary>
    public static IReadOnlyList<SettingKey<ChildOptions>> All { get; } =
    [
        Row<string>("", nameof(ChildOptions.Name), SettingForms.Text, o => o.Name, (o, v) => o with { Name = v }) with { Check = Name },
        .. Keys,
        Row<ILoggingAdapter>("", nameof(ChildOptions.Logger), SettingForms.Text, o => o.Logger, (o, v) => o with { Logger = v }) with
        {
            IsSame = ReferenceEquals,
        },
    ];

    /// <summary>Looks at every value that is given, each by itself. Null is always right: it means the default.</summary>
    public static void Check(OptionErrors errors, ChildOptions options)
    {
        foreach (var option in All)
            if (option.Get(options) is { } value) option.Check(errors, option.Option, value);
    }

    /// <summary>Options over options: what is given wins, null never does, environments merge by name.</summary>
    public static ChildOptions Over(this ChildOptions child, ChildOptions defaults)
    {
        // Two ways to say one thing: who says it one way does not mean what somebody else says the other way.
        if ((child.Run ?? child.Command) is not null) defaults = defaults with { Run = null, Command = null };
        foreach (var option in All)
        {
            if (option.Get(defaults) is not { } below) continue;
            child = option.Set(child, option.Get(child) is { } own ? option.Over(own, below) : below);
        }

        return child;
    }

    private static SettingKey<ChildOptions> Row<T>(
        string key, string option, SettingForm form, Func<ChildOptions, object?> get, Func<ChildOptions, T, ChildOptions> set) =>
        new(key, option, form, get, (o, v) => set(o, (T)v));

    private static SettingKey<ChildOptions> Text(
        string key, string option, Func<ChildOptions, object?> get, Func<ChildOptions, string, ChildOptions> set) =>
        Row(key, option, SettingForms.Text, get, set) with { Check = static (errors, name, value) => NonEmpty(errors, name, (string)value) };

    private static SettingKey<ChildOptions> Switch(
        string key, string option, Func<ChildOptions, object?> get, Func<ChildOptions, bool, ChildOptions> set) =>
        Row(key, option, SettingForms.Switch, get, set);

    private static SettingKey<ChildOptions> Duration(
        string key, string option, DurationRange range, Func<ChildOptions, object?> get, Func<ChildOptions, TimeSpan, ChildOptions> set) =>
        Row(key, option, SettingForms.Duration, get, set) with { Check = (errors, name, value) => range.Check(errors, name, (TimeSpan)value) };

    private static SettingKey<ChildOptions> Number(
        string key, string option, SettingForm form, int min, int max, string allowed,
        Func<ChildOptions, object?> get, Func<ChildOptions, int, ChildOptions> set) =>
        Row(key, option, form, get, set) with
        {
            Check = (errors, name, value) => errors.Require((int)value >= min && (int)value <= max, name, value, allowed),
        };

    private static SettingKey<ChildOptions> Memory(
        string key, string option, Func<ChildOptions, object?> get, Func<ChildOptions, long, ChildOptions> set) =>
        Row(key, option, SettingForms.LargeSizeOrOff, get, set) with
        {
            Check = static (errors, name, value) => errors.Require(
                value is (long)ChildOptions.Unlimited or >= SizeText.Mebibyte and <= 16 * SizeText.Tebibyte, name, value, "1048576 (1 MiB) to 17592186044416 (16 TiB), or off"),
        };

    private static SettingKey<ChildOptions> Codes(
        string key, string option, Func<ChildOptions, object?> get, Func<ChildOptions, IReadOnlyList<int>, ChildOptions> set) =>
        Row(key, option, SettingForms.NumberList, get, set) with { Check = ExitCodes, IsSame = OptionValues.SameItems<int> };

    private static SettingKey<ChildOptions> Output(
        string key, string option, Func<ChildOptions, object?> get, Func<ChildOptions, OutputTarget, ChildOptions> set) =>
        Row(key, option, SettingForms.Output, get, set) with { Check = Target };
}
