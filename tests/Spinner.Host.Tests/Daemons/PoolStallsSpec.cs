using Spinner.Host.Daemon;

namespace Spinner.Host.Tests.Daemons;

public class PoolStallsSpec
{
    private int _left = int.MaxValue;
    private int _added;

    [Fact]
    public void A_pool_in_which_all_block_gets_some_more_at_each_look()
    {
        var stalls = Stalls();
        stalls.Look(done: 100, waiting: 5);
        Assert.Equal(0, _added);
        stalls.Look(done: 100, waiting: 5);
        stalls.Look(done: 100, waiting: 1);
        Assert.Equal(2 * PoolStalls.MoreAtOnce, _added);
    }

    [Theory]
    [InlineData(100, 101, 5)] // it gets on
    [InlineData(100, 100, 0)] // nobody wants anything
    public void Another_gets_none(long before, long done, long waiting)
    {
        var stalls = Stalls();
        stalls.Look(before, waiting: 5);
        stalls.Look(done, waiting);
        Assert.Equal(0, _added);
    }

    [Fact]
    public void What_the_system_does_not_give_the_pool_is_not_allowed_to_want()
    {
        var stalls = Stalls();
        _left = 3;
        for (var i = 0; i < 5; i++) stalls.Look(done: 7, waiting: 1);
        Assert.Equal(3, _added);
    }

    private PoolStalls Stalls() => new(() => _left-- > 0, () => _added++);
}
