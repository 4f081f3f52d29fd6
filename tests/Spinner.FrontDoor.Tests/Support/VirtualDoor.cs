using Akka.Actor;
using Akka.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors;
using Spinner.Actors.TestKit;

namespace Spinner.FrontDoor.Tests;

/// <summary>A door in virtual time before children that do not exist: everything but the sockets.</summary>
public sealed class VirtualDoor : IAsyncDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("virtual", ConfigurationFactory.ParseString("akka { stdout-loglevel = OFF, loggers = [] }"));
    private readonly Door _door;

    public VirtualDoor(FakeLauncher launcher, FrontDoorOptions? options = null, ChildOptions? child = null, int maxRunning = ChildOptions.Unlimited)
    {
        Launcher = launcher;
        var setup = VirtualTime.Options(Clock, launcher);
        Spinner = _system.CreateSpinner(setup with { MaxRunning = maxRunning, Children = [(child ?? new()) with { Name = "web", Command = "any" }] });
        // A route, because a child below the domain is first asked for: so a request waits, with its timer armed, when SendAsync returns.
        _door = new Door(Spinner, (options ?? new()) with { Clock = Clock, Routes = [new() { Name = "web", Hosts = ["web.localhost"] }] });
    }

    public FakeTimeProvider Clock { get; } = new();
    public FakeLauncher Launcher { get; }
    public ISpinner Spinner { get; }

    /// <summary>A request for the child.</summary>
    public static DefaultHttpContext Request(string accept = "*/*", CancellationToken aborted = default)
    {
        var context = new DefaultHttpContext { RequestAborted = aborted };
        context.Request.Host = new HostString("web.localhost");
        context.Request.Method = "GET";
        context.Request.Path = "/";
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = "/";
        context.Request.Headers.Accept = accept;
        context.Response.Body = new MemoryStream();
        return context;
    }

    /// <summary>The child has been launched; its start deadline runs.</summary>
    public async Task<FakeLaunch> LaunchedAsync()
    {
        await Eventually.HoldsAsync(() => Launcher.Launches.Count > 0, "the child was launched");
        return Launcher.Last;
    }

    private bool AllExit()
    {
        foreach (var launch in Launcher.Launches) launch.Exit(0);
        return true;
    }

    public Task SendAsync(HttpContext request) => _door.HandleAsync(request);

    public static string BodyOf(HttpContext context) => System.Text.Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());

    public async ValueTask DisposeAsync()
    {
        await _door.DisposeAsync();
        var ended = Spinner.DisposeAsync().AsTask();
        // The fakes ignore signals, and one that ends may be launched again before the spinner has seen that it should stop.
        await Eventually.HoldsAsync(() => AllExit() && ended.IsCompleted, "the spinner has ended", TimeSpan.FromSeconds(30));
        await _system.Terminate();
    }
}
