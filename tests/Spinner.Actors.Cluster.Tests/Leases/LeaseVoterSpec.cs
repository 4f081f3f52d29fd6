using Spinner.Actors.Cluster.Leases;

namespace Spinner.Actors.Cluster.Tests.Leases;

/// <summary>A member grants a shard to one node.</summary>
public class LeaseVoterSpec
{
    private static readonly LeaseTimes Times = new(TimeSpan.FromSeconds(5));
    private static readonly NodeRun Self = new("c", 1), A = new("a", 1), B = new("b", 1);
    private static readonly TimeSpan Start = Times.Quiet;

    private readonly LeaseVoter _voter = new(Self, Times, TimeSpan.Zero);

    private bool Grants(NodeRun to, long number, TimeSpan at) => _voter.Answer(new LeasePing(to, number, ShardSet.Of(7)), at)!.Granted.Has(7);

    private void GiveBack(NodeRun from, long number, TimeSpan at) => _voter.Answer(new LeasePing(from, number, ShardSet.Empty), at);

    [Fact]
    public void A_shard_is_granted_to_one()
    {
        Assert.True(Grants(A, 1, Start));
        Assert.False(Grants(B, 1, Start));
        Assert.Equal(A, _voter.HolderOf(7, Start));
    }

    [Fact]
    public void To_the_same_it_is_granted_again()
    {
        Assert.True(Grants(A, 1, Start));
        Assert.True(Grants(A, 2, Start + Times.Lease));
        Assert.False(Grants(B, 1, Start + Times.Quiet));
    }

    [Fact]
    public void Another_gets_it_when_the_first_is_gone_for_certain()
    {
        Assert.True(Grants(A, 1, Start));
        Assert.False(Grants(B, 1, Start + Times.Quiet - TimeSpan.FromTicks(1)));
        Assert.True(Grants(B, 2, Start + Times.Quiet));
        Assert.False(Grants(A, 2, Start + Times.Quiet));
    }

    [Fact]
    public void Another_gets_it_when_it_is_given_back()
    {
        Assert.True(Grants(A, 1, Start));
        GiveBack(A, 2, Start);
        Assert.True(Grants(B, 1, Start));
    }

    [Fact]
    public void A_ping_that_was_overtaken_gives_nothing_back()
    {
        Assert.True(Grants(A, 2, Start));
        Assert.Null(_voter.Answer(new LeasePing(A, 1, ShardSet.Empty), Start));
        Assert.False(Grants(B, 1, Start));
    }

    [Fact]
    public void Who_comes_back_has_nothing_of_what_it_was_granted()
    {
        Assert.True(Grants(A, 1, Start));
        Assert.False(Grants(A with { Id = 2 }, 1, Start));
        GiveBack(A with { Id = 2 }, 2, Start);
        Assert.Equal(A, _voter.HolderOf(7, Start));
    }

    [Fact]
    public void Who_joins_is_silent_until_what_was_granted_before_is_gone()
    {
        var joined = TimeSpan.FromHours(1);
        var newcomer = new LeaseVoter(Self, Times, joined);
        Assert.Null(newcomer.Answer(new LeasePing(A, 1, ShardSet.Of(7)), joined + Times.Quiet - TimeSpan.FromTicks(1)));
        Assert.NotNull(newcomer.Answer(new LeasePing(A, 2, ShardSet.Of(7)), joined + Times.Quiet));
    }
}
