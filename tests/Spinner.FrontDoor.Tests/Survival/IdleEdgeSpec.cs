using System.Net;
using Akka.Actor;
using Akka.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors;
using Spinner.Actors.TestKit;

namespace Spinner.FrontDoor.Tests.Survival;

/// <summary>
/// Requests at the very moment the child's idle time is over. The children are fakes in virtual time, so that a thousand of these moments take
/// seconds; the sockets are real, and the server behind them answers only while exactly one launch is alive.
/// </summary>
public sealed class IdleEdgeSpec : IAsyncLifetime
{
    private static readonly int Rounds = StressRun.IsOn ? 10_000 : 1000;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private readonly string _directory = Directory.CreateTempSubdirectory("edge-").FullName;
    private readonly ActorSystem _system = ActorSystem.Create("edge", ConfigurationFactory.ParseString("akka { stdout-loglevel = OFF, loggers = [] }"));
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeLauncher _launcher;
    private readonly WebApplication _child;

    public IdleEdgeSpec()
    {
        var endpoint = new UnixEndpoint(Path.Combine(_directory, "child"));
        _launcher = new FakeLauncher(launch =>
        {
            launch.OnTerminate = l => l.Exit(0);
            launch.OnKill = l => l.ExitBySignal(9);
            launch.BecomeReady(endpoint);
        });
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.ListenUnixSocket(endpoint.Path));
        _child = builder.Build();
        _child.Run(async context =>
        {
            var before = _launcher.Living;
            await context.Response.WriteAsync("half ");
            await context.Response.Body.FlushAsync();
            if ((before, _launcher.Living) != (1, 1)) context.Abort();
            else await context.Response.WriteAsync("whole");
        });
    }

    [Fact(Timeout = 300_000)]
    public async Task No_request_fails_at_the_edge_of_idleness()
    {
        await using var spinner = _system.CreateSpinner(VirtualTime.Options(_clock, _launcher) with
        {
            Children = [new() { Name = "web", Command = "any", IdleTime = Idle }],
        });
        await using var server = await FrontDoorServer.StartAsync(spinner, new FrontDoorOptions { Listen = ["http://127.0.0.1:0"] });
        using var client = new HttpClient { BaseAddress = new Uri(server.Addresses[0]) };
        client.DefaultRequestHeaders.Host = "web.localhost";
        // The door asks for the child once; that question has a time of its own, which is not the edge meant here.
        await AskAsync(client);
        var stops = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var late = round % 3 == 0 ? Task.Run(() => _clock.Advance(Idle)) : Task.CompletedTask;
            var answer = AskAsync(client);
            if (round % 3 == 1) _clock.Advance(Idle);
            Assert.Equal("half whole", await answer);
            await late;
            if (round % 3 == 2) _clock.Advance(Idle);
            stops = _launcher.Launches.Count - 1;
        }

        Assert.True(stops > Rounds / 20, $"only {stops} idle stops in {Rounds} rounds: the edge was missed");
    }

    // What was wrong, if anything was, is in the body.
    private static async Task<string> AskAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task InitializeAsync() => await _child.StartAsync();

    public async Task DisposeAsync()
    {
        await _child.DisposeAsync();
        await _system.Terminate();
        Directory.Delete(_directory, recursive: true);
    }
}
