using Microsoft.Extensions.Logging;
using Spinner.Actors;
using Spinner.FrontDoor;
using Spinner.Host.Settings;
using ILogger = Serilog.ILogger;

namespace Spinner.Host.Daemon;

/// <summary>The front door of the daemon, where its file has one. Disposing it, once or twice, closes it.</summary>
sealed class DaemonDoor : IAsyncDisposable
{
    private readonly ChildOptions? _childDefaults;
    private FrontDoorServer? _server;

    private DaemonDoor(FrontDoorServer? server, ChildOptions? childDefaults = null) => (_server, _childDefaults) = (server, childDefaults);

    /// <exception cref="DaemonException">The settings are wrong, or somebody else has the port of a file that was given.</exception>
    public static async Task<DaemonDoor> OpenAsync(ChildrenFile file, ISpinner spinner, ILoggerFactory factory, ILogger log)
    {
        if (file.Door is null) return new DaemonDoor(null);
        try
        {
            // The spinner of a daemon has no defaults of its own: they are merged by who starts something.
            var server = await FrontDoorServer.StartAsync(spinner, file.Door with { ChildDefaults = file.Spinner.Defaults }, factory);
            log.Information("front door at {Addresses}: {Reach}", string.Join(", ", server.Addresses), Reach(server.Options));
            return new DaemonDoor(server, file.Spinner.Defaults);
        }
        catch (IOException taken) when (file.Source == Quickstart.Source)
        {
            // Nobody asked for this port, and all else works without it.
            log.Warning("No front door: {Reason}", taken.Message);
            return new DaemonDoor(null);
        }
        catch (Exception wrong) when (wrong is IOException or ArgumentException)
        {
            throw new DaemonException($"{wrong.Message} See {DoorSettings.Block} in {file.Source}.", wrong);
        }
    }

    /// <summary>Puts other routes, limits and certificates in force. Another address to listen on takes a restart.</summary>
    /// <exception cref="ArgumentException">They are wrong; the old ones stay in force.</exception>
    public void Reload(FrontDoorOptions? options)
    {
        if (options is not null) _server?.Reload(options with { ChildDefaults = _childDefaults });
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server) await server.DisposeAsync();
    }

    private static string Reach(FrontDoorOptions options) => options.Domain == FrontDoorOptions.NoDomain
        ? $"the children of its routes ({options.Routes.Count})"
        : $"<name>.{options.Domain} for every child";
}
