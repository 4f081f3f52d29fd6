using Microsoft.Extensions.Logging;
using Spinner.Actors;
using Spinner.FrontDoor;
using Spinner.Host.Settings;
using ILogger = Serilog.ILogger;

namespace Spinner.Host.Reloading;

/// <summary>The front door of the daemon, where its file has one. Disposing it, once or twice, closes it.</summary>
sealed class DaemonDoor : IAsyncDisposable
{
    private FrontDoorServer? _server;

    private DaemonDoor(FrontDoorServer? server) => _server = server;

    /// <summary>Where it listens; nowhere without a door.</summary>
    public IReadOnlyList<string> Addresses => _server?.Addresses ?? [];

    /// <summary>The host below which every child is reachable; null: none is.</summary>
    public string? Domain => _server?.Options.Domain is { } domain and not FrontDoorOptions.NoDomain ? domain : null;

    /// <exception cref="DaemonException">The settings are wrong, or somebody else has the port of a file that was given.</exception>
    public static async Task<DaemonDoor> OpenAsync(Declarations declarations, ISpinner spinner, ILoggerFactory factory, ILogger log)
    {
        var file = declarations.File;
        if (OptionsOf(declarations) is not { } options) return new DaemonDoor(null);
        try
        {
            var server = await FrontDoorServer.StartAsync(spinner, options, factory);
            log.Information("front door at {Addresses}: {Reach}", string.Join(", ", server.Addresses), Reach(server.Options));
            return new DaemonDoor(server);
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
    public void Reload(Declarations declarations)
    {
        if (OptionsOf(declarations) is { } options) _server?.Reload(options);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server) await server.DisposeAsync();
    }

    /// <summary>
    /// What the file says of its door. A child that only a route names is completed like the file's own, defaults and log included: the spinner of a
    /// daemon has no defaults.
    /// </summary>
    private static FrontDoorOptions? OptionsOf(Declarations declarations)
    {
        return declarations.File.Door is { } door ? door with { Routes = [.. door.Routes.Select(Completed)] } : null;

        FrontDoorRoute Completed(FrontDoorRoute route) => (route.Child ?? route.Name) is { } child && (route.Start is not null || !declarations.Has(child))
            ? route with { Start = declarations.OptionsFor(child, route.Start) }
            : route;
    }

    private static string Reach(FrontDoorOptions options) => options.Domain == FrontDoorOptions.NoDomain
        ? $"the children of its routes ({options.Routes.Count})"
        : $"<name>.{options.Domain} for every child";
}
