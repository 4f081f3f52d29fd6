using Akka.Actor;
using Spinner.Actors.Remote.Tests.Nodes;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Remote.Tests.Access;

/// <summary>A spinner on another node behaves as one that is here. On loopback, without TLS.</summary>
public class LoopbackSpec
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task A_remote_spinner_does_what_a_local_one_does()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        await using var watch = remote.WatchAsync().GetAsyncEnumerator();
        Assert.Equal(ChildState.Stopped, (await watch.NextAsync<WatchStarted>()).Children["web"].State);

        var ready = await remote.StartAsync("web");
        Assert.Equal(server.Launcher.Last.Plan.Endpoint, ready.Endpoint);
        Assert.True((await remote.StartAsync("web")).AlreadyRunning);
        Assert.Equal(ready.Pid, (await watch.NextAsync<ChildStarted>()).Pid);

        var info = (await remote.GetAsync("web"))!;
        Assert.Equal((ChildState.Started, ready.Pid, ready.Endpoint), (info.State, info.Pid, info.Endpoint));
        Assert.Equal(["web"], (await remote.ListAsync()).Keys);
        Assert.Null(await remote.GetAsync("nobody"));

        Assert.Equal(2, Assert.IsType<ChildReady>(await remote.RestartAsync("web")).Launch);
        await watch.NextAsync<ChildRestarted>();
        Assert.Equal(new StopSucceeded("web", WasRunning: true), await remote.StopAsync("web"));
        Assert.Equal(TransitionCause.Stop, (await watch.NextAsync<ChildStopped>()).Cause);
        Assert.Empty((await remote.StopAllAsync()).Failed);
        Assert.Equal(0, server.Launcher.Living);
    }

    [Fact(Timeout = Limit)]
    public async Task A_rejection_arrives_as_it_was_given()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        server.Launcher.FailNext(SpawnFailure.CommandNotFound, "there is no such program");
        var remote = client.Connect(server);
        var here = await Assert.ThrowsAsync<SpinnerRejectedException>(() => remote.StartAsync("web"));
        Assert.Equal(SpinnerError.SpawnFailed, here.Reason);
        Assert.Contains("there is no such program", here.Message, StringComparison.Ordinal);
        Assert.Equal(SpinnerError.NoSuchChild, (await Assert.ThrowsAsync<SpinnerRejectedException>(() => remote.StartAsync("./other.js"))).Reason);
        Assert.Equal(SpinnerError.SpawnFailed, (await Assert.ThrowsAsync<SpinnerRejectedException>(() => FailAgainAsync())).Reason);
        Assert.Equal(new NoSuchChild("nobody") { Detail = "no child 'nobody'; declared: web" }, await remote.StopAsync("nobody"));

        async Task FailAgainAsync()
        {
            server.Launcher.FailNext(SpawnFailure.CommandNotFound, "there is no such program");
            await remote.RestartAsync("web");
        }
    }

    [Fact(Timeout = Limit)]
    public async Task Actors_tell_the_manager_the_same_commands()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var manager = client.Connect(server).Manager;
        Assert.Equal("web", (await manager.Ask<ChildReady>(new StartChild("web"), Node.Limit)).Name);
        Assert.Equal(ChildState.Started, (await manager.Ask<ChildInfo>(new GetChild("web"), Node.Limit)).State);
        Assert.IsType<NoSuchChild>(await manager.Ask(new GetChild("nobody"), Node.Limit));
        Assert.IsType<Rejected>(await manager.Ask(new StartChild("nobody"), Node.Limit));
        Assert.Equal(RemoteFailure.Denied, await manager.Ask<ChildRemoved>(new RemoveChild("web"), Node.Limit).RefusedAsync());

        var use = await server.Spinner.UseAsync("web");
        Assert.Equal(new ChildInUse("web"), await manager.Ask(new StopChild("web") { OnlyIfIdle = true }, Node.Limit));
        use.Dispose();
        Assert.Equal(new StopSucceeded("web", WasRunning: true), await manager.Ask(new StopChild("web") { OnlyIfIdle = true }, Node.Limit));
    }

    [Fact(Timeout = Limit)]
    public async Task Values_of_the_environment_are_not_shown()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        Assert.Equal("xyzzy", (await server.Spinner.GetAsync("web"))!.Options.Environment!["SECRET"]);
        Assert.Null((await client.Connect(server).GetAsync("web"))!.Options.Environment);
    }

    [Fact(Timeout = Limit)]
    public async Task A_cancelled_start_ends_the_wait_and_not_the_work()
    {
        await using var server = new Node("server") { Launcher = new FakeLauncher(static l => l.OnTerminate = static e => e.Exit(0)) }.Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        using var enough = new CancellationTokenSource();
        var start = remote.StartAsync("web", enough.Token);
        await Eventually.HoldsAsync(() => server.Launcher.Living == 1, "the child is launched", Node.Limit);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        await Eventually.HoldsAsync(() => server.Audited.Any(a => a.Outcome == "the caller did not wait"), "the audit tells it", Node.Limit);
        server.Launcher.Last.BecomeReady();
        Assert.True((await remote.StartAsync("web")).Pid > 0);
    }

    [Fact(Timeout = Limit)]
    public async Task Two_clients_share_a_server_and_one_client_has_two()
    {
        await using var first = new Node("first").Serve();
        await using var second = new Node("second").Serve();
        await using var one = new Node("one");
        await using var other = new Node("other");
        var ready = await Task.WhenAll(one.Connect(first).StartAsync("web"), other.Connect(first).StartAsync("web"));
        Assert.Equal(ready[0].Pid, ready[1].Pid);
        await one.Connect(second).StartAsync("web");
        Assert.Equal((1, 1), (first.Launcher.Living, second.Launcher.Living));
    }

    [Fact(Timeout = Limit)]
    public async Task Every_command_is_audited()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        await remote.StartAsync("web");
        Assert.Equal(RemoteFailure.Denied, await remote.RemoveAsync("web").RefusedAsync());
        await Eventually.HoldsAsync(() => server.Audited.Count == 2, "both are audited", Node.Limit);
        Assert.Equal(
            ["Start web: ready, pid 1001", "Remove web: denied"],
            server.Audited.Select(a => $"{a.Command} {a.Child}: {a.Outcome.Split(':')[0]}"));
        Assert.All(server.Audited, a => Assert.Equal(("loopback", RemoteRole.Operate), (a.Who, a.Role)));
    }

    [Fact(Timeout = Limit)]
    public async Task Nobody_answers_at_an_address_without_a_server()
    {
        await using var client = new Node("client", o => o with { AnswerTimeout = TimeSpan.FromSeconds(1) });
        var remote = client.System.ConnectSpinner("akka.tcp://nobody@127.0.0.1:1");
        await Assert.ThrowsAsync<TimeoutException>(() => remote.ListAsync());
        await Assert.ThrowsAsync<TimeoutException>(async () =>
        {
            await foreach (var _ in remote.WatchAsync()) { }
        });
        await remote.DisposeAsync();
    }
}
