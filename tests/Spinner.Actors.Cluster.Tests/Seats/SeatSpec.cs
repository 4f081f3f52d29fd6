using Spinner.Actors.Cluster.Leases;
using Spinner.Actors.Cluster.Tests.Nodes;

namespace Spinner.Actors.Cluster.Tests.Seats;

/// <summary>One name, one process, whoever asks; three nodes in this process.</summary>
public sealed class SeatSpec : IAsyncLifetime
{
    private const int TimeLimit = 300_000;
    private static readonly string[] Declared = [.. Enumerable.Range(0, 200).Select(i => $"tenant-{i}"), SeatedNode.Sleepy];

    private readonly Census _census = new();
    private TestCluster _cluster = null!;
    private List<SeatedNode> _nodes = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync(3);
        _nodes = [.. _cluster.Nodes.Select(node => new SeatedNode(node, _census, Declared))];
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        foreach (var node in _nodes) await node.DisposeAsync();
    }

    private async Task<SeatedNode> OwnerOfAsync(string name)
    {
        Assert.IsType<ChildReady>(await _nodes[0].StartAsync(name));
        return _nodes.Single(node => node.Has(name));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Names_that_every_node_starts_at_once_are_one_process_each()
    {
        var answers = await Task.WhenAll(Declared[..^1].SelectMany(name => _nodes.Select(node => node.StartAsync(name))));

        Assert.All(answers, answer => Assert.IsType<ChildReady>(answer));
        Assert.All(Declared[..^1], name => Assert.Equal((1, 1), (_census.LaunchesOf(name), _census.LivingOf(name))));
        Assert.All(_nodes, node => Assert.InRange(node.Launcher.Living, 30, 110));
        Assert.Equal(new NoSuchChild("nobody"), await _nodes[1].StartAsync("nobody"));
        Assert.IsType<StopSucceeded>(await _nodes[2].StopAsync(Declared[0]));
        Assert.Equal(0, _census.LivingOf(Declared[0]));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_child_with_nothing_to_do_gives_its_shard_back()
    {
        var owner = await OwnerOfAsync(SeatedNode.Sleepy);
        Assert.True(owner.Node.Lease.Holds(Shards.Of(SeatedNode.Sleepy)));

        await Eventually.HoldsAsync(() => !owner.Node.Lease.Holds(Shards.Of(SeatedNode.Sleepy)), "its shard is given back");

        Assert.Equal(0, _census.LivingOf(SeatedNode.Sleepy));
        Assert.IsType<ChildReady>(await _nodes.First(node => node != owner).StartAsync(SeatedNode.Sleepy));
        Assert.Equal(2, _census.LaunchesOf(SeatedNode.Sleepy));
    }

    /// <summary>The first node is the oldest, which places shards.</summary>
    [Theory(Timeout = TimeLimit)]
    [InlineData(0)]
    [InlineData(2)]
    public async Task When_the_owner_is_cut_off_another_answers_and_never_two_live(int which)
    {
        var owner = _nodes[which];
        var name = "";
        foreach (var next in Declared)
            if (await OwnerOfAsync(name = next) == owner) break;
        Assert.True(owner.Has(name));
        var others = _nodes.Where(node => node != owner).ToList();

        await _cluster.CutOffAsync(owner.Node);
        await Eventually.HoldsAsync(() => !owner.Has(name), "the owner kills what it has");
        Assert.IsType<ChildReady>(await others[0].StartAsync(name));

        Assert.True(others.Exists(node => node.Has(name)));
        Assert.Equal(1, _census.Most);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_node_that_leaves_stops_what_it_has_and_another_answers()
    {
        const string name = "tenant-7";
        var owner = await OwnerOfAsync(name);
        var other = _nodes.First(node => node != owner);

        await owner.LeaveAsync();
        Assert.Equal(["SIGTERM"], owner.Launcher.LaunchesOf(name)[0].Signals);
        Assert.IsType<ChildReady>(await other.StartAsync(name));

        Assert.Equal((2, 1), (_census.LaunchesOf(name), _census.Most));
    }
}
