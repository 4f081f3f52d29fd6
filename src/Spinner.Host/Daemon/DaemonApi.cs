using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Spinner.Actors;
using Spinner.Control.Access;
using Spinner.Control.Live;
using Spinner.Control.Logs;
using Spinner.Control.Routes;
using Spinner.Control.Watching;
using Spinner.Dashboard.Server;
using Spinner.Host.Reloading;
using Spinner.Host.Server;
using Spinner.Host.Settings;
using Spinner.Host.Sockets;

namespace Spinner.Host.Daemon;

/// <summary>The control API of a daemon, on its socket and at its page, and what it keeps for those who look. Disposing ends it.</summary>
sealed class DaemonApi : IAsyncDisposable
{
    private readonly MetricsText _metrics = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Recorder _recorder;

    public DaemonApi(
        ControlSocket socket, LocalSpinner spinner, Declarations declarations, Reloader reloader, DaemonDoor door, ChildLogs logs, ILoggerFactory factory,
        TimeProvider clock)
    {
        var host = declarations.File.Host;
        (Usage, Audit) = (new UsageSampler(clock), new CommandAudit(factory, clock));
        _recorder = new Recorder(spinner, Usage, host.History is true, factory.CreateLogger<Recorder>(), clock);
        var sessions = new Sessions(clock);
        var callers = new Callers(host.Tokens, sessions, Audit);
        var hub = new LiveHub(spinner, Usage, clock);
        Page = new PageServer(
            new PageOptions(host.Dashboard != HostOptions.Off, host.Dashboard == HostOptions.On, host.DashboardListen!, host.DashboardHosts ?? []),
            sessions, callers, factory, clock);
        var routes = new ControlRoutes(
            new ChildRoutes(spinner, declarations, logs, Usage),
            new RunRoute(spinner, declarations, logs),
            new StreamRoutes(spinner, logs, clock, _ended.Token),
            new StateRoutes(spinner, reloader, _metrics),
            new WatchRoutes(spinner, declarations, new DaemonFacts(declarations, door, reloader, socket.Path, logs.Directory, clock), logs, _recorder,
                new LiveStream(spinner, hub, logs, _ended.Token)),
            new SessionRoutes(sessions, Page));
        Page.Serve(routes, hub);
        App = ControlServer.Build(socket, host, callers, factory, clock);
        ControlApi.Map(App, routes);
    }

    /// <summary>On the socket, and over TCP when there are tokens.</summary>
    public WebApplication App { get; }

    /// <summary>What the groups of children use.</summary>
    public UsageSampler Usage { get; }

    /// <summary>Who did what.</summary>
    public CommandAudit Audit { get; }

    /// <summary>The page.</summary>
    public PageServer Page { get; }

    /// <summary>Nothing happens any more: who reads gets the end of it.</summary>
    public Task EndAsync() => _ended.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        await App.DisposeAsync();
        await _recorder.DisposeAsync();
        _metrics.Dispose();
        _ended.Dispose();
    }
}
