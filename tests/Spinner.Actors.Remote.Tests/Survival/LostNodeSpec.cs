using Akka.Actor;
using Spinner.Actors.Remote.Tests.Nodes;
using Spinner.Actors.TestKit;
using Spinner.Tests;

namespace Spinner.Actors.Remote.Tests.Survival;

/// <summary>Cut cables, servers that come back, clients that do not.</summary>
public class LostNodeSpec
{
    private const int Limit = 180_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    [Fact(Timeout = Limit)]
    public async Task A_watch_goes_on_with_the_next_life_of_the_server_and_tells_the_gap()
    {
        var port = Dummy.FreeTcp().Port;
        var server = new Node("server", o => o with { Port = port }).Serve();
        await using var client = new Node("client", o => o with { LostAfter = Patience });
        await using var watch = client.Connect(server).WatchAsync().GetAsyncEnumerator();
        await watch.NextAsync<WatchStarted>();
        await server.Spinner.StartAsync("web");
        Assert.Equal(1, (await watch.NextAsync<ChildStarted>()).Sequence);
        await server.Spinner.StopAsync("web");
        Assert.Equal(2, (await watch.NextAsync<ChildStopped>()).Sequence);
        await server.System.Terminate();

        await using var next = new Node("server", o => o with { Port = port }).Serve();
        var missed = await watch.NextAsync<EventsMissed>();
        Assert.Equal((3, long.MaxValue), (missed.From, missed.To));
        Assert.Equal(0, (await watch.NextAsync<WatchStarted>()).Sequence);
        await next.Spinner.StartAsync("web");
        Assert.Equal(1, (await watch.NextAsync<ChildStarted>()).Sequence);
    }

    [Fact(Timeout = Limit)]
    public async Task A_watch_over_a_cut_cable_gets_what_happened_meanwhile()
    {
        using var cable = new Cable();
        await using var server = Behind(cable).Serve();
        await using var client = new Node("client", o => o with { LostAfter = Patience });
        await using var watch = client.Connect(server).WatchAsync().GetAsyncEnumerator();
        await watch.NextAsync<WatchStarted>();
        cable.Cut();
        for (var i = 0; i < 3; i++)
        {
            await server.Spinner.StartAsync("web");
            await server.Spinner.StopAsync("web");
        }

        await Eventually.HoldsAsync(() => client.Logged.Any(l => l.Contains("Lost", StringComparison.Ordinal)), "the client notices", Node.Limit);
        cable.Mend();
        SpinnerEvent next;
        var sequence = 0L;
        do
        {
            Assert.True(await watch.MoveNextAsync().AsTask().WaitAsync(Node.Limit));
            next = watch.Current;
            if (next is ChildEvent) Assert.Equal(++sequence, next.Sequence);
        }
        while (sequence < 6);
    }

    [Fact(Timeout = Limit)]
    public async Task A_start_that_is_cut_off_ends_with_a_time_out_and_the_child_is_consistent()
    {
        using var cable = new Cable();
        await using var server = Behind(cable, new FakeLauncher(static l => l.OnTerminate = static e => e.Exit(0))).Serve();
        await using var client = new Node("client", o => o with { LostAfter = Patience });
        var remote = client.Connect(server);
        var start = remote.StartAsync("web");
        await Eventually.HoldsAsync(() => server.Launcher.Living == 1, "the child is launched", Node.Limit);
        cable.Cut();
        var late = await Assert.ThrowsAsync<TimeoutException>(() => start.WaitAsync(Node.Limit));
        Assert.Contains("was lost", late.Message, StringComparison.Ordinal);

        server.Launcher.Last.BecomeReady();
        Assert.Equal(server.Launcher.Last.Pid, (await server.Spinner.StartAsync("web")).Pid);
        cable.Mend();
        await Eventually.HoldsAsync(() => client.Logged.Count(l => l.Contains("Connected to", StringComparison.Ordinal)) > 1, "it is connected again", Node.Limit);
        Assert.True((await remote.StartAsync("web")).AlreadyRunning);
        Assert.Single(server.Launcher.Launches);
    }

    [Fact(Timeout = Limit)]
    public async Task A_peer_that_is_silent_loses_its_session_and_its_leases()
    {
        using var cable = new Cable();
        await using var server = Behind(cable, lostAfter: Patience).Serve();
        await using var client = new Node("client");
        await client.Connect(server).StartAsync(new ChildOptions { Name = "web" }, lease: true);
        Assert.Contains("/user/spinner-gate/", Assert.Single(await HoldersAsync(server)), StringComparison.Ordinal);
        cable.Cut();
        await HeldByAsync(server, 0);
    }

    [Fact(Timeout = Limit)]
    public async Task A_lease_lives_as_long_as_its_actor()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        var holder = client.System.ActorOf(Props.Create(() => new User(remote)));
        Assert.IsType<Ready>(await holder.Ask("lease", Node.Limit));
        await HeldByAsync(server, 1);
        await holder.GracefulStop(Node.Limit);
        await HeldByAsync(server, 0);
    }

    [Fact(Timeout = Limit)]
    public async Task A_lease_ends_on_request_with_the_connection_and_with_the_use()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var remote = client.Connect(server);
        await remote.StartAsync(new ChildOptions { Name = "web" }, lease: true);
        await HeldByAsync(server, 1);
        await remote.EndLeaseAsync("web");
        await HeldByAsync(server, 0);

        using (var use = await remote.UseAsync("web"))
        {
            Assert.Equal(server.Launcher.Last.Plan.Endpoint, use.Endpoint);
            await HeldByAsync(server, 1);
        }

        await HeldByAsync(server, 0);
        Assert.False(remote.TryUse("web", out _));

        await remote.StartAsync(new ChildOptions { Name = "web" }, lease: true);
        await remote.DisposeAsync();
        await HeldByAsync(server, 0);
    }

    [Fact(Timeout = Limit)]
    public async Task A_lease_is_renewed_when_the_server_is_back()
    {
        using var cable = new Cable();
        await using var server = Behind(cable, lostAfter: Patience).Serve();
        await using var client = new Node("client", o => o with { LostAfter = Patience });
        await client.Connect(server).StartAsync(new ChildOptions { Name = "web" }, lease: true);
        cable.Cut();
        await HeldByAsync(server, 0);
        cable.Mend();
        await HeldByAsync(server, 1);
    }

    [Fact(Timeout = Limit)]
    public async Task Two_hundred_clients_that_start_the_same_child_get_one_process()
    {
        await using var server = new Node("server").Serve();
        await using var client = new Node("client");
        var remotes = Enumerable.Range(0, 200).Select(i => client.Connect(server, $"client-{i}")).ToList();
        var ready = await Task.WhenAll(remotes.Select(r => r.StartAsync("web")));
        Assert.Single(ready.Select(r => r.Pid).Distinct());
        Assert.Single(server.Launcher.Launches);
    }

    private static Node Behind(Cable cable, FakeLauncher? launcher = null, TimeSpan? lostAfter = null) => new("server", o => o with
    {
        Port = cable.Inner,
        PublicPort = cable.Outer,
        LostAfter = lostAfter ?? o.LostAfter,
    })
    {
        Launcher = launcher ?? FakeLauncher.Obedient(),
    };

    private static async Task<IReadOnlyList<string>> HoldersAsync(Node server) => (await server.Spinner.GetAsync("web"))!.AliveBecause!.Leases;

    private static Task HeldByAsync(Node server, int holders) => RemoteCalls.UntilAsync(async () => (await HoldersAsync(server)).Count == holders);

    private sealed class User(ISpinner spinner) : UntypedActor
    {
        protected override void OnReceive(object message) => spinner.StartAsync(new ChildOptions { Name = "web" }, lease: true).PipeTo(Sender);
    }
}
