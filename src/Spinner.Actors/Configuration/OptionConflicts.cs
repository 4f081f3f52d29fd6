namespace Spinner.Actors.Configuration;

/// <summary>Options that are right each by itself and wrong together.</summary>
static class OptionConflicts
{
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="options">Complete.</param>
    public static void Check(OptionErrors errors, ChildOptions options)
    {
        var (ready, hasEndpoint) = (options.Ready!, options.Endpoint != EndpointSpec.None);
        if (options.Watchdog is { } watchdog && watchdog != ChildOptions.Never)
        {
            errors.Require(OperatingSystem.IsLinux(), nameof(ChildOptions.Watchdog), watchdog, "off; a watchdog only on Linux");
            errors.Require(ready != Readiness.Exit, nameof(ChildOptions.Watchdog), watchdog, "off for a task: it counts from when a child is ready");
        }

        CheckReplacement(errors, options, hasEndpoint);
        CheckUser(errors, options);
        errors.Require(
            options.MemoryHigh == ChildOptions.Unlimited || options.MemoryMax == ChildOptions.Unlimited || options.MemoryHigh <= options.MemoryMax,
            nameof(ChildOptions.MemoryHigh), options.MemoryHigh, "at most memory-max");
        if (ready == Readiness.Exit)
        {
            errors.Require(!hasEndpoint, nameof(ChildOptions.Ready), ready, "with an endpoint: listen, notify, alive, log, exec or http; exit with endpoint = none only");
            errors.Require(options.Keep != true, nameof(ChildOptions.Keep), true, "off for a task: it ends");
        }

        if (hasEndpoint) return;
        errors.Require(
            ready != Readiness.Listen && ready is not HttpReadiness, nameof(ChildOptions.Ready), ready, "with endpoint = none: alive, notify, log, exec or exit");
        if (options.Run is { } line) RequireNoPort(errors, nameof(ChildOptions.Run), line);
        foreach (var (index, argument) in (options.Args ?? []).Index()) RequireNoPort(errors, $"{nameof(ChildOptions.Args)}[{index}]", argument);
        foreach (var word in options.StopCommand ?? []) RequireNoPort(errors, nameof(ChildOptions.StopCommand), word);
        if (ready is ExecReadiness exec)
            foreach (var word in exec.Args) RequireNoPort(errors, nameof(ChildOptions.Ready), word);
        foreach (var (name, value) in options.Environment!) RequireNoPort(errors, $"{nameof(ChildOptions.Environment)}[{OptionError.Format(name)}]", value);
    }

    /// <summary>Another user reaches no directory of the supervisor's own.</summary>
    private static void CheckUser(OptionErrors errors, ChildOptions options)
    {
        if (options is { User: null, Group: null }) return;
        var endpoint = options.Endpoint;
        errors.Require(
            endpoint != EndpointSpec.Unix && endpoint != EndpointSpec.ListenFdOn(EndpointSpec.Unix), nameof(ChildOptions.Endpoint), endpoint,
            "with a user or group: tcp, none, a port, the path of a socket, listen-fd");
        errors.Require(options.Ready != Readiness.Notify, nameof(ChildOptions.Ready), options.Ready, "with a user or group: listen, alive, exit, http, log, exec");
        errors.Require(options.Live?.Check != Readiness.Notify, nameof(ChildOptions.Live), options.Live, "with a user or group: off, tcp, http, exec");
        errors.Require(options.Watchdog == ChildOptions.Never, nameof(ChildOptions.Watchdog), options.Watchdog, "off with a user or group");
    }

    /// <summary>What has a launch that serves replaced.</summary>
    private static void CheckReplacement(OptionErrors errors, ChildOptions options, bool hasEndpoint)
    {
        var (live, isTask) = (options.Live!, options.Ready == Readiness.Exit);
        const string OffForTasks = "off for a task: it ends by itself";
        errors.Require(!isTask || live.Check is null, nameof(ChildOptions.Live), live, OffForTasks);
        errors.Require(!isTask || options.MemoryLimit == ChildOptions.Unlimited, nameof(ChildOptions.MemoryLimit), options.MemoryLimit, OffForTasks);
        errors.Require(!isTask || options.MaxLifetime == ChildOptions.Never, nameof(ChildOptions.MaxLifetime), options.MaxLifetime, OffForTasks);
        errors.Require(!isTask || options.MaxRequests == ChildOptions.Unlimited, nameof(ChildOptions.MaxRequests), options.MaxRequests, OffForTasks);
        errors.Require(
            hasEndpoint || (live.Check != Readiness.Listen && live.Check is not HttpReadiness), nameof(ChildOptions.Live), live, "with endpoint = none: exec, notify or off");
        errors.Require(
            live.Check != Readiness.Notify || options.Watchdog == ChildOptions.Never, nameof(ChildOptions.Watchdog), options.Watchdog,
            "off with live = notify, which is a watchdog of every × failures");
        if (hasEndpoint || live.Check is not ExecReadiness exec) return;
        foreach (var word in exec.Args) RequireNoPort(errors, nameof(ChildOptions.Live), word);
    }

    private static void RequireNoPort(OptionErrors errors, string option, string text)
    {
        if (Placeholders.UsesPort(text)) errors.AddShown(option, "${PORT}", "no ${PORT} with endpoint = none: there is none ($${PORT} is the text)");
    }
}
