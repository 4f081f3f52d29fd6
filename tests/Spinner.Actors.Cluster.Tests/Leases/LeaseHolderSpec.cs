using Spinner.Actors.Cluster.Leases;

namespace Spinner.Actors.Cluster.Tests.Leases;

/// <summary>A node holds what a majority of the planned nodes granted it.</summary>
public class LeaseHolderSpec
{
    private static readonly LeaseTimes Times = new(TimeSpan.FromSeconds(5));
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(100);

    private readonly LeaseHolder _holder = new(new NodeRun("a", 1), 3, Times);

    private bool Ack(string from, LeasePing ping, params int[] granted) =>
        _holder.Take(new LeaseAck(new NodeRun(from, 1), ping.Number, ShardSet.Of(granted)));

    private LeasePing Claim(int shard)
    {
        _holder.Claim(shard);
        return _holder.Ping(Start);
    }

    [Fact]
    public void One_of_three_is_no_majority()
    {
        var ping = Claim(7);
        Assert.False(Ack("a", ping, 7));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (_holder.UntilOf(7), _holder.Until));
    }

    [Fact]
    public void A_lease_counts_from_when_its_ping_was_sent()
    {
        var ping = Claim(7);
        _holder.Ping(Start + Times.Interval);
        Ack("a", ping, 7);
        Assert.True(Ack("b", ping, 7));
        Assert.Equal((Start + Times.Lease, Start + Times.Lease), (_holder.UntilOf(7), _holder.Until));
    }

    [Fact]
    public void A_member_counts_once()
    {
        var ping = Claim(7);
        Assert.False(Ack("a", ping, 7));
        Assert.False(Ack("a", ping, 7));
        Assert.Equal(TimeSpan.Zero, _holder.UntilOf(7));
    }

    [Fact]
    public void Who_is_acknowledged_has_only_the_shards_that_a_majority_granted()
    {
        var ping = Claim(7);
        Ack("a", ping, 7);
        Assert.True(Ack("b", ping));
        Assert.Equal((TimeSpan.Zero, Start + Times.Lease), (_holder.UntilOf(7), _holder.Until));
    }

    [Fact]
    public void What_comes_too_late_counts_for_nothing()
    {
        var ping = Claim(7);
        Ack("a", ping, 7);
        _holder.Ping(Start + Times.Lease);
        Assert.False(Ack("b", ping, 7));
    }

    [Fact]
    public void What_was_given_back_is_not_held_by_an_older_ping()
    {
        var ping = Claim(7);
        Ack("a", ping, 7);
        _holder.Release(7);
        _holder.Claim(7);
        Ack("b", ping, 7);
        Assert.Equal(TimeSpan.Zero, _holder.UntilOf(7));
    }

    [Fact]
    public void A_shard_that_was_not_claimed_is_not_held()
    {
        var ping = Claim(7);
        Ack("a", ping, 7, 8);
        Ack("b", ping, 7, 8);
        Assert.Equal(TimeSpan.Zero, _holder.UntilOf(8));
    }

    [Fact]
    public void A_lease_and_its_watchdog_fit_into_stable_after() =>
        Assert.InRange(Times.LeastStableAfter, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(10));
}
