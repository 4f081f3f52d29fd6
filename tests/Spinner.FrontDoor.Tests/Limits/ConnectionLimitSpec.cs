using Microsoft.AspNetCore.Connections;
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
    public async Task One_too_many_is_closed_at_once_and_many_of_them_are_told_together()
    {
        var (clock, told, gone) = (new FakeTimeProvider(), new List<(long, string)>(), new TaskCompletionSource());
        var limit = new ConnectionLimit(() => 100, reserve: 0, clock, most: 1, new ThrottledReport((count, bound) => told.Add((count, bound)), clock));
        var (entered, closed) = (0, 0);
        var take = limit.Then(_ =>
        {
            entered++;
            return gone.Task;
        });

        var first = take(Connection());
        for (var i = 0; i < 1000; i++) await take(Connection());
        // A connection that is given up is closed on the pool.
        await Eventually.HoldsAsync(() => Volatile.Read(ref closed) == 1000, "all that were too many are closed");
        Assert.Equal(1, entered);
        Assert.Equal([(1, "1")], told);

        gone.SetResult();
        await first;
        await take(Connection());
        Assert.Equal(2, entered);
        clock.Advance(TimeSpan.FromMinutes(1));
        gone = new TaskCompletionSource();
        _ = take(Connection());
        await take(Connection());
        Assert.Equal([(1, "1"), (1000, "1")], told);
        gone.SetResult();

        DefaultConnectionContext Connection()
        {
            var connection = new DefaultConnectionContext();
            connection.ConnectionClosed.Register(() => Interlocked.Increment(ref closed));
            return connection;
        }
    }

    [Fact]
    public void It_is_never_more_than_half_of_what_the_process_may_have() =>
        Assert.True(ConnectionLimit.Most is not { } most || most <= Math.Max(16, (Descriptors.Limit - Descriptors.Reserve) / 2));
}
