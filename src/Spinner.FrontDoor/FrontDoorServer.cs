using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spinner.Actors;
using Spinner.FrontDoor.Answers;
using Spinner.FrontDoor.Server;
using Spinner.FrontDoor.Sockets;

namespace Spinner.FrontDoor;

/// <summary>A front door with a web server of its own and nothing else in it. Safe for concurrent use. Disposing it stops listening.</summary>
public sealed class FrontDoorServer : IAsyncDisposable
{
    // What a request on its way gets when the server stops; then its connection is closed.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly Door _door;
    private int _isDisposed;

    private FrontDoorServer(WebApplication app, Door door) => (_app, _door) = (app, door);

    /// <summary>Where it listens, with the real ports: <c>http://127.0.0.1:8080</c>.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    /// <summary>What is in force, everything filled in.</summary>
    public FrontDoorOptions Options => _door.Options;

    /// <summary>Listens, and brings requests to the children of a spinner. Returns when it listens.</summary>
    /// <param name="spinner">The spinner; it is not disposed with the server.</param>
    /// <param name="options">Null: every child at <c>http://name.localhost:8080</c>.</param>
    /// <param name="logs">Takes what is logged; null: nothing is.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message names each, its value and what is allowed.</exception>
    /// <exception cref="IOException">An address cannot be listened on; the message names it and says why.</exception>
    public static Task<FrontDoorServer> StartAsync(
        ISpinner spinner, FrontDoorOptions? options = null, ILoggerFactory? logs = null, CancellationToken cancellationToken = default) =>
        StartAsync(new Door(spinner, options, logs, hasServer: true), logs, cancellationToken);

    /// <summary>The same with a door that was made for it, and is disposed with it.</summary>
    internal static async Task<FrontDoorServer> StartAsync(Door door, ILoggerFactory? logs, CancellationToken cancellationToken)
    {
        var app = Build(door, logs);
        try
        {
            await WarmAsync(door, logs, cancellationToken);
            await app.StartAsync(cancellationToken);
            if (ConnectionLimit.Most is { } most) logs?.CreateLogger<Door>().Bounded(most);
            return new FrontDoorServer(app, door);
        }
        catch (Exception failed)
        {
            await app.DisposeAsync();
            await door.DisposeAsync();
            if (failed is not IOException and not System.Net.Sockets.SocketException) throw;
            throw new IOException($"The front door cannot listen on {string.Join(", ", door.Options.Listen!)}: {Reason(failed)}", failed);
        }
    }

    /// <summary>Puts other options in force; see <see cref="Door.Reload"/>.</summary>
    /// <exception cref="ArgumentException">Options are wrong; the old ones stay in force.</exception>
    public void Reload(FrontDoorOptions options) => _door.Reload(options);

    /// <summary>Ends the server, after what is under way or at most its stop time; the second time does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        using var limit = new CancellationTokenSource(StopTime, _door.Options.Clock);
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
        await _door.DisposeAsync();
    }

    // A door that is not warm is a door all the same: a directory for temporary files may be read-only, or its path too long for a socket.
    private static async Task WarmAsync(Door door, ILoggerFactory? logs, CancellationToken cancellationToken)
    {
        try
        {
            await WarmUp.RunAsync(door, cancellationToken);
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            logs?.CreateLogger<Door>().NotWarmed(failed);
        }
    }

    private static WebApplication Build(Door door, ILoggerFactory? logs)
    {
        // By default the working directory, which may be gone.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        if (logs is not null) builder.Services.AddSingleton<ILoggerFactory>(new QuietLogs(logs));
        // Its owner listens to signals; a library does not.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.UseSockets(sockets =>
        {
            sockets.CreateBoundListenSocket = at => ClientProbe.Listen(at, door.Options.PeerProbe!.Value);
            // A process that promised not to block where a socket woke it need not leave that thread for the door either.
            sockets.UnsafePreferInlineScheduling = InlineCompletions.AreUsed;
        });
        var refused = logs?.CreateLogger<Door>() is { } log ? new ThrottledReport(log.Refused, door.Options.Clock) : null;
        builder.WebHost.ConfigureKestrel(kestrel => Listener.Configure(kestrel, door, refused));
        // After the server's own: the last counts.
        builder.Services.AddSingleton<DiagnosticSource>(new ServerRefusals((status, reason) =>
            (Refusal.PlainText, door.RefuseUnread(status, reason).ToBytes())));
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, BlockPool.Factory>();
        var app = builder.Build();
        app.RunSpinner(door);
        return app;
    }

    // The server says that it failed; what the system said stands within, and for localhost within two of those.
    private static string Reason(Exception failed)
    {
        var reasons = new List<string>();
        Collect(failed);
        return string.Join(" ", reasons.Distinct().Select(r => r.TrimEnd('.') + "."));

        void Collect(Exception? one)
        {
            if (one is null) return;
            if (one is not AggregateException) reasons.Add(one.Message);
            foreach (var inner in one is AggregateException many ? many.InnerExceptions : (IEnumerable<Exception?>)[one.InnerException]) Collect(inner);
        }
    }
}
