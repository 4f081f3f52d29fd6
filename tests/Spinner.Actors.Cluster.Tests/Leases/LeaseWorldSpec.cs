using Spinner.Actors.Cluster.Leases;

namespace Spinner.Actors.Cluster.Tests.Leases;

/// <summary>Whatever the net, the clocks and the nodes do, a shard has one process at most; and it would not without the guards.</summary>
public class LeaseWorldSpec
{
    private const int Steps = 3000;
    private static readonly LeaseTimes Times = new(TimeSpan.FromSeconds(5));

    private static List<LeaseWorld> Run(LeaseTimes voters, bool newcomersAreSilent = true)
    {
        var worlds = Enumerable.Range(0, 30).Select(seed => new LeaseWorld(seed, Times, voters, newcomersAreSilent)).ToList();
        foreach (var world in worlds) world.Run(Steps);
        return worlds;
    }

    [Fact]
    public void Never_two()
    {
        var worlds = Run(Times);
        Assert.All(worlds, world => Assert.Equal(0, world.Overlaps));
        Assert.All(worlds, world => Assert.NotEqual(0, world.Starts));
    }

    [Fact]
    public void Two_where_members_do_not_wait_for_the_watchdog() =>
        Assert.Contains(Run(new LeaseTimes(Times.Lease - LeaseTimes.Watchdog)), world => world.Overlaps > 0);

    [Fact]
    public void Two_where_a_newcomer_answers_at_once() => Assert.Contains(Run(Times, newcomersAreSilent: false), world => world.Overlaps > 0);
}
