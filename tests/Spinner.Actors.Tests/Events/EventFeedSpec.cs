using Spinner.Actors.Events;

namespace Spinner.Actors.Tests.Events;

public class EventFeedSpec
{
    [Fact]
    public async Task Events_are_read_in_order()
    {
        var feed = Offered(3, new EventFeed(10));

        Assert.Equal(["1", "2", "3"], await Read(feed, 3));
    }

    [Fact]
    public async Task What_does_not_fit_is_told_as_one_gap_behind_what_did()
    {
        var feed = Offered(7, new EventFeed(3));

        Assert.Equal(["1", "2", "3", "4-7"], await Read(feed, 4));
    }

    [Fact]
    public async Task A_gap_grows_until_the_watcher_has_caught_up()
    {
        var feed = Offered(5, new EventFeed(3));
        await using var reader = feed.ReadAsync(default).GetAsyncEnumerator();
        var read = new List<string> { await Next(reader), await Next(reader) };
        feed.Offer(Event(6));
        read.AddRange([await Next(reader), await Next(reader)]);
        feed.Offer(Event(7));
        read.Add(await Next(reader));

        Assert.Equal(["1", "2", "3", "4-6", "7"], read);
    }

    [Fact]
    public async Task A_gap_that_does_not_fit_is_part_of_the_gap()
    {
        var feed = Offered(1, new EventFeed(1));
        feed.Offer(new EventsMissed(2, 5) { Sequence = 5 });
        feed.Offer(Event(6));

        Assert.Equal(["1", "2-6"], await Read(feed, 2));
    }

    [Fact]
    public async Task A_completed_feed_is_read_to_its_end()
    {
        var feed = Offered(5, new EventFeed(3));
        feed.Complete();

        Assert.Equal(["1", "2", "3", "4-5"], await Read(feed, int.MaxValue));
    }

    [Fact]
    public async Task Reading_ends_with_its_token()
    {
        using var cancelled = new CancellationTokenSource();
        await using var reader = new EventFeed(3).ReadAsync(cancelled.Token).GetAsyncEnumerator(cancelled.Token);
        var next = reader.MoveNextAsync();

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task Whatever_the_threads_do_there_is_no_hole()
    {
        const int Events = 50_000;
        var feed = new EventFeed(16);
        var offering = Task.Run(() =>
        {
            for (var number = 1; number <= Events; number++) feed.Offer(Event(number));
            feed.Complete();
        });

        long seen = 0;
        await foreach (var next in feed.ReadAsync(default))
        {
            Assert.Equal(seen + 1, next is EventsMissed missed ? missed.From : next.Sequence);
            seen = next.Sequence;
        }

        await offering;
        Assert.Equal(Events, seen);
    }

    private static ChildStopped Event(long number) => new(Exit: null) { Sequence = number };

    private static EventFeed Offered(int events, EventFeed feed)
    {
        for (var number = 1; number <= events; number++) feed.Offer(Event(number));
        return feed;
    }

    private static async Task<List<string>> Read(EventFeed feed, int most)
    {
        var read = new List<string>();
        await foreach (var next in feed.ReadAsync(default))
        {
            read.Add(Show(next));
            if (read.Count == most) break;
        }

        return read;
    }

    private static async Task<string> Next(IAsyncEnumerator<SpinnerEvent> reader) => await reader.MoveNextAsync() ? Show(reader.Current) : "end";

    private static string Show(SpinnerEvent next) => next is EventsMissed missed ? $"{missed.From}-{missed.To}" : $"{next.Sequence}";
}
