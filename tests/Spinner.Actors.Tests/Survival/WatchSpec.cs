namespace Spinner.Actors.Tests.Survival;

/// <summary>What a watcher gets to see: how it is, what was, what comes, and what it missed.</summary>
public class WatchSpec : SurvivalSpecs
{
    [Fact(Timeout = Limit)]
    public async Task A_watch_begins_with_all_children_and_goes_on_with_what_is_new()
    {
        var ready = await Spinner.StartAsync(Child("bind"));
        await using var watch = Spinner.WatchAsync().GetAsyncEnumerator();
        var started = await NextAsync<WatchStarted>(watch);
        Assert.Equal((1, ready.Pid), (started.Sequence, started.Children[Name].Pid));
        await Spinner.StopAsync(Name);
        var stopped = await NextAsync<ChildStopped>(watch);
        Assert.Equal((2, Name), (stopped.Sequence, stopped.Name));
    }

    [Fact(Timeout = Limit)]
    public async Task A_watch_replays_what_came_after_the_sequence_it_names()
    {
        await Spinner.StartAsync(Child("bind"));
        await Spinner.StopAsync(Name);
        await Spinner.StartAsync(Name);
        await using var all = Spinner.WatchAsync(after: 0).GetAsyncEnumerator();
        await NextAsync<WatchStarted>(all);
        Assert.Equal(1, (await NextAsync<ChildStarted>(all)).Sequence);
        Assert.Equal(2, (await NextAsync<ChildStopped>(all)).Sequence);
        Assert.Equal(3, (await NextAsync<ChildStarted>(all)).Sequence);

        await using var late = Spinner.WatchAsync(after: 2).GetAsyncEnumerator();
        await NextAsync<WatchStarted>(late);
        Assert.Equal(3, (await NextAsync<ChildStarted>(late)).Sequence);
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_kept_no_longer_is_told_as_a_gap()
    {
        await HappenAsync(1020);
        await using var watch = Spinner.WatchAsync(after: 5).GetAsyncEnumerator();
        Assert.Equal(1020, (await NextAsync<WatchStarted>(watch)).Sequence);
        var missed = await NextAsync<EventsMissed>(watch);
        Assert.Equal((6, 20), (missed.From, missed.To));
        Assert.Equal(21, (await NextAsync<ChildError>(watch)).Sequence);
    }

    [Fact(Timeout = Limit)]
    public async Task A_watcher_that_is_too_slow_is_told_what_it_missed_and_goes_on()
    {
        await using var watch = Spinner.WatchAsync().GetAsyncEnumerator();
        await NextAsync<WatchStarted>(watch);
        await HappenAsync(1100);
        SpinnerEvent? next = null;
        for (var sequence = 1; next is not EventsMissed; sequence++)
        {
            next = await NextAsync<SpinnerEvent>(watch);
            Assert.Equal(sequence, next is EventsMissed missed ? missed.From : next.Sequence);
        }

        Assert.Equal(1100, next.Sequence);
        await HappenAsync(2);
        Assert.Equal(1101, (await NextAsync<ChildError>(watch)).Sequence);
    }

    [Fact(Timeout = Limit)]
    public async Task A_watch_sees_every_child_stop_at_the_end_and_ends()
    {
        const int children = 3;
        await Task.WhenAll(Enumerable.Range(0, children).Select(i => Spinner.StartAsync(Child("bind") with { Name = $"{i}" })));
        var watch = WatchToTheEndAsync();
        await Spinner.DisposeAsync();
        Assert.Equal(children, (await watch).OfType<ChildStopped>().Count(stopped => stopped.Cause == TransitionCause.Drain));
    }

    [Fact(Timeout = Limit)]
    public async Task A_watch_can_be_cancelled()
    {
        using var enough = new CancellationTokenSource();
        await using var watch = Spinner.WatchAsync(cancellationToken: enough.Token).GetAsyncEnumerator(enough.Token);
        await NextAsync<WatchStarted>(watch);
        var next = watch.MoveNextAsync();
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact(Timeout = Limit)]
    public async Task The_event_stream_tells_the_same_with_the_same_numbers()
    {
        await using var watch = Spinner.WatchAsync(after: 0).GetAsyncEnumerator();
        await NextAsync<WatchStarted>(watch);
        // A socket file: a port may be taken by a stranger just before the child binds it, which is one more attempt, and event.
        var ready = await Spinner.StartAsync(Child("bind") with { Endpoint = EndpointSpec.Unix });
        await Dummy.EndAsync(ready.Endpoint, "/exit/1");
        await Told.NextAsync<ChildRestarted>();
        await Spinner.StopAsync(Name);
        await Told.NextAsync<ChildStopped>();
        foreach (var told in Told.All) Assert.Same(told, await NextAsync<ChildEvent>(watch));
        Assert.Equal([1, 2, 3, 4], Told.All.Select(told => told.Sequence));
    }

    /// <summary>A start without a program costs no process and two events.</summary>
    private async Task HappenAsync(int events)
    {
        for (var i = 0; i < events / 2; i++) await FailsAsync(Spinner.StartAsync(Child() with { Command = "no-such-program" }));
        // When the event log answers a watch, it has told what came before.
        await using var after = Spinner.WatchAsync().GetAsyncEnumerator();
        await NextAsync<WatchStarted>(after);
    }

    private async Task<List<SpinnerEvent>> WatchToTheEndAsync()
    {
        var all = new List<SpinnerEvent>();
        await foreach (var next in Spinner.WatchAsync()) all.Add(next);
        return all;
    }

    private static async Task<T> NextAsync<T>(IAsyncEnumerator<SpinnerEvent> watch) where T : SpinnerEvent
    {
        Assert.True(await watch.MoveNextAsync());
        return Assert.IsType<T>(watch.Current, exactMatch: false);
    }
}
