namespace Spinner.Actors.Cluster.Tests.Joining;

/// <summary>Nodes as their users see them.</summary>
public sealed class JoinSpec : IAsyncDisposable
{
    private const int TimeLimit = 300_000;
    private const string Name = JoinedNodes.Child;

    private readonly JoinedNodes _nodes = new();

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact(Timeout = TimeLimit)]
    public async Task A_name_that_every_node_starts_is_one_process_of_one_owner()
    {
        for (var i = 0; i < 3; i++) _nodes.Join(i, JoinedNodes.Options);
        foreach (var node in _nodes.All) await node.JoinedAsync();

        var ready = await Task.WhenAll(_nodes.All.Select(node => node.StartAsync(Name)));
        var owners = await Task.WhenAll(_nodes.All.Select(node => node.LocateAsync(Name)));

        Assert.Equal((1, 1), (_nodes.Census.LaunchesOf(Name), _nodes.Census.Most));
        Assert.Single(ready.Select(r => (r.Pid, r.Endpoint)).Distinct());
        var owner = Assert.Single(owners.Select(o => o!.Name).Distinct());
        Assert.Equal(["node-0", "node-1", "node-2"], _nodes.All[0].Members.Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.Null(await _nodes.All[0].LocateAsync("nobody"));
        Assert.Null(await _nodes.All[0].GetAsync("nobody"));
        var unknown = await Assert.ThrowsAsync<SpinnerRejectedException>(() => _nodes.All[0].StartAsync("nobody"));
        Assert.Equal(SpinnerError.NoSuchChild, unknown.Reason);

        // Whom nobody asked does not launch it, whoever calls its own spinner.
        var other = _nodes.All.First(node => node.Members.Single(m => m.IsHere).Name != owner);
        var refused = await Assert.ThrowsAsync<SpinnerRejectedException>(() => other.Local.StartAsync(Name));
        Assert.Contains("ask the cluster for it", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ChildState.Started, (await other.GetAsync(Name))?.State);
        Assert.IsType<ChildReady>(await other.RestartAsync(Name));
        Assert.Equal((2, 1), (_nodes.Census.LaunchesOf(Name), _nodes.Census.Most));
        Assert.Equal(new StopSucceeded(Name, WasRunning: true), await other.StopAsync(Name));

        await other.StartAsync(Name);
        var list = await other.ListAsync();
        Assert.Empty(list.Silent);
        var (name, (info, place)) = Assert.Single(list.Children);
        Assert.Equal((Name, ChildState.Started, owner), (name, info.State, place.Name));
        var stopped = await other.StopAllAsync();
        Assert.Empty(stopped.Failed);
        Assert.Empty(stopped.Silent);
        Assert.Equal(0, _nodes.Census.LivingOf(Name));

        await other.LeaveAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => other.StartAsync(Name));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_node_without_the_others_says_who_is_missing_and_launches_nothing()
    {
        var alone = _nodes.Join(0, JoinedNodes.Options with
        {
            LostAfter = TimeSpan.FromMilliseconds(500), StableAfter = TimeSpan.FromSeconds(5), HeartbeatInterval = TimeSpan.FromMilliseconds(100),
            AcceptablePause = TimeSpan.FromMilliseconds(500),
        });

        var refused = await Assert.ThrowsAsync<SpinnerClusterException>(() => alone.StartAsync(Name));

        Assert.Equal(ClusterFailure.NoQuorum, refused.Reason);
        var seeds = string.Join(", ", _nodes.Ports.Take(3).Select(port => $"127.0.0.1:{port}"));
        Assert.EndsWith(
            $"of 3 planned nodes, itself among them, and 2 are needed; looked for at {seeds}.", refused.Message, StringComparison.Ordinal);
        var local = await Assert.ThrowsAsync<SpinnerRejectedException>(() => alone.Local.StartAsync(Name));
        Assert.Contains("does not own the name", local.Message, StringComparison.Ordinal);
        Assert.Equal(0, _nodes.Census.LaunchesOf(Name));
        Assert.False(alone.HasQuorum);
    }
}
