using Spinner.Actors.Remote.Tests.Nodes;
using Spinner.Actors.TestKit;

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
        await using var server = Node.Behind(cable).Serve();
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
        await using var server = Node.Behind(cable, new FakeLauncher(static l => l.OnTerminate = static e => e.Exit(0))).Serve();
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
        await Eventually.HoldsAsync(
            () => client.Logged.Count(l => l.Contains("Connected to", StringComparison.Ordinal)) > 1, "it is connected again", Node.Limit);
        Assert.True((await remote.StartAsync("web")).AlreadyRunning);
        Assert.Single(server.Launcher.Launches);
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
}
