using System.Text.Json;
using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Control.Contract;

/// <summary>What the library says as the API says it.</summary>
static class Views
{
    private const string NeededBy = "needed by ";

    public static ChildView Of(ChildInfo child, IReadOnlyDictionary<int, GroupUsage> usage)
    {
        GroupUsage? used = child.Pid is { } pid && usage.TryGetValue(pid, out var found) ? found : null;
        return new ChildView
        {
            Name = child.Name,
            Kind = NameOf(KindDefaults.KindOf(child.Options)),
            State = StateOf(child),
            Endpoint = Of(child.Endpoint),
            Pid = child.Pid,
            Launches = child.Launches,
            Launch = child.Launch,
            StatusText = child.StatusText,
            Processes = used?.Processes,
            Since = child.Since,
            CpuSeconds = used?.Cpu.TotalSeconds,
            MemoryBytes = used?.Memory,
            LastExit = Of(child.LastExit),
            ErrorTail = child.ErrorTail,
            Fault = Of(child.Fault),
            LastFault = Of(child.LastFault),
            RelaunchAt = child.RelaunchAt,
            WaitsFor = child.WaitsFor,
            Attempt = child.Attempt,
            Attempts = child.Attempts,
            NextAttemptAt = child.NextAttemptAt ?? child.RelaunchAt,
            AliveBecause = Of(child.AliveBecause),
            DownBecause = child.DownBecause,
            Options = Of(child.Options),
        };
    }

    /// <summary>To the library a task starts until it has ended; who looks at it sees that it runs.</summary>
    private static string StateOf(ChildInfo child) =>
        child is { State: ChildState.Starting, Pid: not null } && KindDefaults.KindOf(child.Options) == ChildKind.Task ? "running" : NameOf(child.State);

    public static StartedReply Of(ChildReady ready) =>
        new(ready.Name, NameOf(ChildState.Started), Of(ready.Endpoint)!, ready.Pid, ready.Launch, ready.AlreadyRunning, ready.OptionsIgnored);

    public static StartedReply Of(ChildCompleted done) => new(
        done.Name, StartedReply.Done, Of(ChildEndpoint.None)!, Pid: null, done.Launch, AlreadyRunning: false, done.OptionsIgnored, Of(done.Exit),
        done.Duration.TotalSeconds);

    public static EndpointView? Of(ChildEndpoint? endpoint) => endpoint switch
    {
        null => null,
        TcpEndpoint tcp => new EndpointView("tcp", tcp.Host, tcp.Port, null),
        NoEndpoint => new EndpointView("none", null, null, null),
        UnixEndpoint unix => new EndpointView("unix", null, null, unix.PortValue),
        var other => new EndpointView("pipe", null, null, other.PortValue),
    };

    public static ExitView? Of(ExitStatus? exit) => exit is null ? null : new ExitView(exit.Code, exit.Signal, exit.ToString());

    private static AliveView? Of(AliveBecause? alive) => alive is null ? null : new AliveView(alive.Uses, alive.Keep, alive.IdleDueAt, alive.IsBusy)
    {
        NeededBy = [.. alive.Leases.Where(l => l.StartsWith(NeededBy, StringComparison.Ordinal)).Select(l => l[NeededBy.Length..])],
        Holders = [.. alive.Leases.Where(l => !l.StartsWith(NeededBy, StringComparison.Ordinal))],
    };

    private static FaultView? Of(ChildFault? fault) => fault is null ? null : new FaultView(NameOf(fault.Reason), fault.Detail, fault.RetryAt);

    public static EventView? Of(SpinnerEvent happened)
    {
        var view = new EventView { Event = "", Sequence = happened.Sequence, Time = happened.Time };
        if (happened is ChildEvent child) view = view with { Name = child.Name, Launch = child.Launch, Cause = NameOf(child.Cause), By = child.By };
        return happened switch
        {
            ChildStarted e => Ready(view with { Event = "started" }, e.Endpoint, e.Pid, e.Took, (e.Attempt, e.Attempts)),
            ChildRestarted e => Ready(view with { Event = "restarted" }, e.Endpoint, e.Pid, e.Took, (e.Attempt, e.Attempts)),
            ChildStopped e => view with { Event = "stopped", Exit = Of(e.Exit), DurationSeconds = e.Duration?.TotalSeconds, Detail = e.Detail },
            ChildError e => view with
            {
                Event = "error", Failure = NameOf(e.Reason), Detail = e.Detail, Attempt = e.Attempt, Attempts = e.Attempts,
                Exit = Of(e.Exit), ErrorTail = e.ErrorTail,
            },
            ChildFaulted e => view with { Event = "faulted", Failure = NameOf(e.Fault.Reason), Detail = e.Fault.Detail, RetryAt = e.Fault.RetryAt },
            EventsMissed e => view with { Event = "missed", From = e.From, To = e.To },
            _ => null,
        };
    }

    private static EventView Ready(EventView view, ChildEndpoint endpoint, int pid, TimeSpan? took, (int Number, int Of) attempt) => view with
    {
        Endpoint = Of(endpoint), Pid = pid, TookMs = took is { } time ? Math.Round(time.TotalMilliseconds, 1) : null,
        Attempt = attempt.Number > 0 ? attempt.Number : null, Attempts = attempt.Of > 0 ? attempt.Of : null,
    };

    /// <summary><c>exitedBeforeReady</c> for <c>ExitedBeforeReady</c>.</summary>
    public static string NameOf<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static OptionsView Of(ChildOptions options) => new(
        options.Script, options.Command, options.Args ?? [], options.WorkingDirectory, options.Endpoint?.ToString() ?? "tcp",
        options.Monitor is { Locations.Count: > 0 } monitor ? monitor.ToString() : null,
        [.. options.Environment?.Keys.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>()],
        options.IdleTime is { } idle && idle != ChildOptions.Never ? HoconText.Duration(idle) : "off",
        options.Keep == true, options.Autostart == true)
    {
        Needs = [.. (options.Needs ?? []).Select(n => new NeedView(n.Name, NameOf(n.When), n.RestartWith))],
        Limits = LimitTexts.Of(options),
    };
}
