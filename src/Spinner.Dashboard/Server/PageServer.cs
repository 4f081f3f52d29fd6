using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Spinner.Control.Access;
using Spinner.Control.Declared;
using Spinner.Control.Live;
using Spinner.Control.Routes;

namespace Spinner.Dashboard.Server;

/// <summary>
/// The page with the control API behind it, on a listener of its own: from when somebody asks for it until nobody was there for ten minutes. Safe for
/// concurrent use.
/// </summary>
sealed partial class PageServer(PageOptions options, Sessions sessions, Callers callers, ILoggerFactory logs, TimeProvider clock) : IPage, IAsyncDisposable
{
    /// <summary>How long it listens while nobody is there.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ILogger _log = logs.CreateLogger<PageServer>();
    private ControlRoutes? _routes;
    private LiveHub? _hub;
    private (WebApplication App, string Origin)? _open;
    private int _lastPort;
    private DateTimeOffset _used;
    private Task _closing = Task.CompletedTask;

    /// <summary>What answers; before it is opened.</summary>
    public void Serve(ControlRoutes routes, LiveHub hub) => (_routes, _hub) = (routes, hub);

    /// <summary>Listens if it always does.</summary>
    /// <exception cref="IOException">Nothing can listen there.</exception>
    public Task BeginAsync() => options is { IsThere: true, IsAlways: true } ? OpenAsync(CancellationToken.None) : Task.CompletedTask;

    public async Task<string?> OpenAsync(CancellationToken cancellationToken)
    {
        if (!options.IsThere) return null;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _used = clock.GetUtcNow();
            if (_open is { } open) return open.Origin;
            var (app, endpoint) = await ListenAsync(cancellationToken);
            var place = endpoint.Address.Equals(IPAddress.Loopback) ? $"localhost:{endpoint.Port}" : endpoint.ToString();
            _lastPort = endpoint.Port;
            _open = (app, $"http://{place}");
            LogOpen(_open.Value.Origin);
            return _open.Value.Origin;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Closes it if nobody was there for long; to be called now and then.</summary>
    public void CloseUnused()
    {
        if (options.IsAlways || !_turn.Wait(TimeSpan.Zero)) return;
        try
        {
            if (_open is not { } open) return;
            var now = clock.GetUtcNow();
            if (_hub!.Watchers > 0) _used = now;
            if (sessions.LastUse is { } seen && seen > _used) _used = seen;
            if (now - _used < Patience) return;
            _open = null;
            LogClosed();
            _closing = open.App.DisposeAsync().AsTask();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Who reads a stream gets the end of it.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _open?.App.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_open is { } open) await open.App.DisposeAsync();
        _open = null;
        await _closing;
        _turn.Dispose();
    }

    // Where it was before, if that is free: a page that is still open finds it again.
    private async Task<(WebApplication App, IPEndPoint Endpoint)> ListenAsync(CancellationToken cancellationToken)
    {
        var wanted = IPEndPoint.Parse(options.Listen);
        if (wanted.Port == 0 && _lastPort != 0)
        {
            try
            {
                return await PageApp.StartAsync(new IPEndPoint(wanted.Address, _lastPort), options.Hosts, _routes!, callers, logs, clock, cancellationToken);
            }
            catch (IOException)
            {
                // Somebody has it now.
            }
        }

        return await PageApp.StartAsync(wanted, options.Hosts, _routes!, callers, logs, clock, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The page is at {Origin}; `spinner ui` opens it")]
    private partial void LogOpen(string origin);

    [LoggerMessage(Level = LogLevel.Information, Message = "Nobody is at the page: it is closed until somebody asks for it")]
    private partial void LogClosed();
}
