using Microsoft.Extensions.Time.Testing;
using Spinner.FrontDoor.Server;
using Spinner.Processes;

namespace Spinner.FrontDoor.Tests.Limits;

/// <summary>Descriptors are the children's first.</summary>
public class ConnectionLimitSpec
{
    [Fact]
    public void Of_what_is_free_a_reserve_stays_and_half_of_the_rest_is_for_the_ways_to_the_children()
    {
        var (free, looks, clock) = (110, 0, new FakeTimeProvider());
        var limit = new ConnectionLimit(() =>
        {
            looks++;
            return free;
        }, reserve: 100, clock);
        Assert.Equal([true, true, true, true, true], Enumerable.Range(0, 5).Select(_ => limit.Admits()));
        Assert.Equal(1, looks);
        free = 100;
        Assert.False(limit.Admits());
        free = 104;
        Assert.True(limit.Admits());
        free = 0;
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(limit.Admits());
    }

    [Fact]
    public void It_is_never_more_than_half_of_what_the_process_may_have() =>
        Assert.True(ConnectionLimit.Most is not { } most || most <= Math.Max(16, (Descriptors.Limit - Descriptors.Reserve) / 2));
}
