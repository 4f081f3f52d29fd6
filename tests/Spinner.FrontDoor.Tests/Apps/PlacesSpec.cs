namespace Spinner.FrontDoor.Tests.Apps;

/// <summary>Requests that wait for a place in a child.</summary>
public class PlacesSpec
{
    private const int Limit = 60_000;

    [Fact(Timeout = Limit)]
    public async Task They_go_in_in_their_order_and_nobody_overtakes_them()
    {
        var places = new Places();
        Assert.True(places.TryEnter(1));
        var (first, second) = (places.EnterAsync(1, default), places.EnterAsync(1, default));
        Assert.False(places.TryEnter(100));

        Assert.False(places.Leave());
        await first;
        Assert.False(second.IsCompleted);
        Assert.False(places.Leave());
        await second;

        Assert.True(places.Leave());
        Assert.True(places.TryEnter(1));
    }

    [Fact(Timeout = Limit)]
    public async Task Who_gives_up_takes_no_place_and_those_behind_move_up()
    {
        var places = new Places();
        Assert.True(places.TryEnter(1));
        using var enough = new CancellationTokenSource();
        var (first, wider) = (places.EnterAsync(1, enough.Token), places.EnterAsync(2, default));
        Assert.False(wider.IsCompleted);

        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await wider;
        places.Leave();
        Assert.True(places.Leave());
    }

    [Fact(Timeout = Limit)]
    public async Task Under_a_crowd_that_gives_up_at_any_moment_no_place_is_lost_and_none_is_given_twice()
    {
        var (places, inside, most, entered) = (new Places(), 0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            var random = new Random(i);
            for (var round = 0; round < 2000; round++)
            {
                using var patience = new CancellationTokenSource();
                var entry = places.TryEnter(3) ? Task.CompletedTask : places.EnterAsync(3, patience.Token);
                if (random.Next(3) == 0) await patience.CancelAsync();
                await entry.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!entry.IsCompletedSuccessfully) continue;
                var now = Interlocked.Increment(ref inside);
                if (now > Volatile.Read(ref most)) Volatile.Write(ref most, now);
                Interlocked.Increment(ref entered);
                if (random.Next(4) == 0) await Task.Yield();
                Interlocked.Decrement(ref inside);
                places.Leave();
            }
        })));

        Assert.InRange(most, 1, 3);
        Assert.True(entered > 1000);
        Assert.True(places.TryEnter(1));
        Assert.True(places.Leave());
    }
}
