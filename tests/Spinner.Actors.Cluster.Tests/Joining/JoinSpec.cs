using Akka.Actor;
using Spinner.Actors.Cluster.Tests.Seats;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Cluster.Tests.Joining;

/// <summary>Nodes as their users see them, with fakes for processes.</summary>
public sealed class JoinSpec : IAsyncDisposable
{
    private const int TimeLimit = 300_000;
    private const string Name = "web";

    // As short as they may be: what is cut off by nobody needs no patience.
    private static readonly ClusterOptions Short = new()
    {
        LostAfter = TimeSpan.FromSeconds(4),
        StableAfter = TimeSpan.FromSeconds(9),
        RemovalMargin = TimeSpan.FromSeconds(1),
        HeartbeatInterval = TimeSpan.FromMilliseconds(300),
    };

    private readonly Census _census = new();
    private readonly TempDirectory _directory = new();
    private readonly List<(ActorSystem System, SpinnerCluster Cluster)> _nodes = [];
    private readonly int[] _ports = [Dummy.FreeTcp().Port, Dummy.FreeTcp().Port, Dummy.FreeTcp().Port];

    public async ValueTask DisposeAsync()
    {
        foreach (var (system, cluster) in _nodes)
        {
            await cluster.DisposeAsync();
            await system.Terminate();
        }

        _directory.Dispose();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_name_that_every_node_starts_is_one_process_of_one_owner()
    {
        for (var i = 0; i < 3; i++) Join(i, Short);
        foreach (var (_, cluster) in _nodes) await cluster.JoinedAsync();

        var ready = await Task.WhenAll(_nodes.Select(node => node.Cluster.StartAsync(Name)));
        var owners = await Task.WhenAll(_nodes.Select(node => node.Cluster.LocateAsync(Name)));

        Assert.Equal((1, 1), (_census.LaunchesOf(Name), _census.Most));
        Assert.Single(ready.Select(r => (r.Pid, r.Endpoint)).Distinct());
        var owner = Assert.Single(owners.Select(o => o!.Name).Distinct());
        Assert.Equal(["node-0", "node-1", "node-2"], _nodes[0].Cluster.Members.Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.Equal(owner, Assert.Single(_nodes[1].Cluster.Members, m => m.Name == owner).Name);
        Assert.Null(await _nodes[0].Cluster.LocateAsync("nobody"));
        Assert.Null(await _nodes[0].Cluster.GetAsync("nobody"));
        var unknown = await Assert.ThrowsAsync<SpinnerRejectedException>(() => _nodes[0].Cluster.StartAsync("nobody"));
        Assert.Equal(SpinnerError.NoSuchChild, unknown.Reason);

        // Whom nobody asked does not launch it, whoever calls its own spinner.
        var other = _nodes.Select(node => node.Cluster).First(cluster => cluster.Members.Single(m => m.IsHere).Name != owner);
        var refused = await Assert.ThrowsAsync<SpinnerRejectedException>(() => other.Local.StartAsync(Name));
        Assert.Contains("ask the cluster for it", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ChildState.Started, (await other.GetAsync(Name))?.State);
        Assert.IsType<ChildReady>(await other.RestartAsync(Name));
        Assert.Equal((2, 1), (_census.LaunchesOf(Name), _census.Most));
        Assert.Equal(new StopSucceeded(Name, WasRunning: true), await other.StopAsync(Name));

        await other.LeaveAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => other.StartAsync(Name));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_node_without_the_others_says_who_is_missing_and_launches_nothing()
    {
        Join(0, Short with
        {
            LostAfter = TimeSpan.FromMilliseconds(500), StableAfter = TimeSpan.FromSeconds(5), HeartbeatInterval = TimeSpan.FromMilliseconds(100),
            AcceptablePause = TimeSpan.FromMilliseconds(500),
        });

        var refused = await Assert.ThrowsAsync<SpinnerClusterException>(() => _nodes[0].Cluster.StartAsync(Name));

        Assert.Equal(ClusterFailure.NoQuorum, refused.Reason);
        var seeds = string.Join(", ", _ports.Select(port => $"127.0.0.1:{port}"));
        Assert.EndsWith(
            $"of 3 planned nodes, itself among them, and 2 are needed; looked for at {seeds}.", refused.Message, StringComparison.Ordinal);
        var local = await Assert.ThrowsAsync<SpinnerRejectedException>(() => _nodes[0].Cluster.Local.StartAsync(Name));
        Assert.Contains("does not own the name", local.Message, StringComparison.Ordinal);
        Assert.Equal(0, _census.LaunchesOf(Name));
        Assert.False(_nodes[0].Cluster.HasQuorum);
    }

    private void Join(int i, ClusterOptions options)
    {
        var system = ActorSystem.Create("app", "akka.loggers = []\nakka.stdout-loglevel = OFF");
        var cluster = system.JoinSpinnerCluster(
            options with { Name = $"node-{i}", Port = _ports[i], Seeds = [.. _ports.Select(port => $"127.0.0.1:{port}")] },
            new SpinnerOptions
            {
                Launcher = _census.Launcher(), Endpoints = new FakeEndpoints(), RunDirectory = _directory.PathOf($"node-{i}"),
                Children = [new ChildOptions { Name = Name, Command = "x" }],
            });
        _nodes.Add((system, cluster));
    }
}
