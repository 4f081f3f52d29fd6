using Spinner.Actors.Cluster.Leases;

namespace Spinner.Actors.Cluster.Tests.Seats;

/// <summary>One name, one process, whoever asks.</summary>
public sealed class SeatSpec : SeatedSpecs
{
    [Fact(Timeout = TimeLimit)]
    public async Task Names_that_every_node_starts_at_once_are_one_process_each()
    {
        var answers = await Task.WhenAll(Declared[..^1].SelectMany(name => Nodes.Select(node => node.StartAsync(name))));

        Assert.All(answers, answer => Assert.IsType<ChildReady>(answer));
        Assert.All(Declared[..^1], name => Assert.Equal((1, 1), (Census.LaunchesOf(name), Census.LivingOf(name))));
        Assert.Equal(new NoSuchChild("nobody"), await Nodes[1].StartAsync("nobody"));
        Assert.IsType<StopSucceeded>(await Nodes[2].StopAsync(Declared[0]));
        Assert.Equal(0, Census.LivingOf(Declared[0]));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_child_with_nothing_to_do_gives_its_shard_back()
    {
        Assert.IsType<ChildReady>(await Nodes[0].StartAsync(SeatedNode.Sleepy));
        var owner = Nodes.Single(node => node.Launcher.LaunchesOf(SeatedNode.Sleepy).Count > 0);

        await Eventually.HoldsAsync(() => !owner.Node.Lease.Holds(Shards.Of(SeatedNode.Sleepy)), "its shard is given back");

        Assert.Equal(0, Census.LivingOf(SeatedNode.Sleepy));
        Assert.IsType<ChildReady>(await Nodes.First(node => node != owner).StartAsync(SeatedNode.Sleepy));
        Assert.Equal(2, Census.LaunchesOf(SeatedNode.Sleepy));
    }
}
