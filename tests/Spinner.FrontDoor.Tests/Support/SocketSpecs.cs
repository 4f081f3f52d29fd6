using Akka.Actor;
using Akka.Configuration;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors;
using Spinner.Actors.TestKit;

namespace Spinner.FrontDoor.Tests;

/// <summary>A door on a real port before a child whose process is a fake in virtual time and whose socket is the test's.</summary>
public abstract class SocketSpecs : IAsyncLifetime
{
    /// <summary>A test that hangs is a test that fails. In milliseconds; most need less than a second.</summary>
    protected const int Limit = 60_000;

    private readonly string _directory = Directory.CreateTempSubdirectory("child-").FullName;
    private readonly ActorSystem _system = ActorSystem.Create(
        "socket", ConfigurationFactory.ParseString("akka { stdout-loglevel = OFF, loggers = [] }"));
    private readonly List<IAsyncDisposable> _servers = [];
    private readonly List<HttpClient> _clients = [];

    protected SocketSpecs()
    {
        var endpoint = new UnixEndpoint(PathOf("socket"));
        Child = new SocketChild(endpoint.Path);
        Spinner = _system.CreateSpinner(VirtualTime.Options(Clock, new FakeLauncher(launch =>
        {
            launch.OnTerminate = l => l.Exit(0);
            launch.OnKill = l => l.ExitBySignal(9);
            launch.BecomeReady(endpoint);
        })) with { Children = [new() { Name = "web", Command = "any" }] });
    }

    protected FakeTimeProvider Clock { get; } = new();
    protected SocketChild Child { get; }
    protected ISpinner Spinner { get; }

    protected string PathOf(string name) => Path.Combine(_directory, name);

    /// <summary>Opens the door on a free port.</summary>
    protected async Task<Uri> OpenAsync(FrontDoorOptions? options = null)
    {
        var server = await FrontDoorServer.StartAsync(Spinner, (options ?? new FrontDoorOptions()) with { Listen = ["http://127.0.0.1:0"] });
        _servers.Add(server);
        return new Uri(server.Addresses[0]);
    }

    /// <summary>A client of the child.</summary>
    protected HttpClient ClientOf(Uri door)
    {
        var client = new HttpClient { BaseAddress = door, Timeout = TimeSpan.FromSeconds(50) };
        client.DefaultRequestHeaders.Host = "web.localhost";
        _clients.Add(client);
        return client;
    }

    /// <summary>Sends a request line and headers as they are, and reads until the door closes.</summary>
    protected static Task<string> RawAsync(Uri door, string target, params string[] headers) => RawHttp.SendAsync(door,
        $"GET {target} HTTP/1.1\r\nHost: web.localhost\r\n{string.Concat(headers.Select(h => h + "\r\n"))}Connection: close\r\n\r\n");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await Child.DisposeAsync();
        foreach (var server in _servers) await server.DisposeAsync();
        await Spinner.DisposeAsync();
        await _system.Terminate();
        Directory.Delete(_directory, recursive: true);
    }
}
