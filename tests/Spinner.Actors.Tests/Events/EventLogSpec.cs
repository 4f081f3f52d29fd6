using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Events;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Events;

[Collection(TableSystem.Collection)]
public class EventLogSpec : IDisposable
{
    private static int _logs;
    private readonly TableSystem _table;
    private readonly Listener _stream;
    private readonly IActorRef _log;

    public EventLogSpec(TableSystem table)
    {
        _table = table;
        _stream = new Listener(table.System);
        table.System.EventStream.Subscribe(_stream, typeof(ChildEvent));
        _log = table.Create(EventLog.Props("here", new FakeTimeProvider(), new ChildDirectory()), $"events-{++_logs}");
    }

    public void Dispose()
    {
        _table.System.EventStream.Unsubscribe(_stream);
        _table.System.Stop(_log);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Events_are_numbered_without_holes_and_everybody_sees_the_same()
    {
        var feed = Watch(after: null);
        Happen(3);

        Assert.Equal([1, 2, 3], _stream.Heard.Cast<ChildEvent>().Select(e => e.Sequence));
        Assert.Equal(_stream.Heard, (await All(feed)).Skip(1));
    }

    [Fact]
    public async Task A_watch_begins_with_all_children_and_the_number_so_far()
    {
        Happen(2);

        var first = Assert.IsType<WatchStarted>((await All(Watch(after: null)))[0]);

        Assert.Equal((2, "here"), (first.Sequence, first.Spinner));
        Assert.Empty(first.Children);
    }

    [Theory]
    [InlineData(null, "3")]
    [InlineData(0L, "3 1 2 3")]
    [InlineData(-7L, "3 1 2 3")]
    [InlineData(2L, "3 3")]
    [InlineData(3L, "3")]
    [InlineData(99L, "3")]
    public async Task A_watch_goes_on_after_what_was_seen(long? after, string read)
    {
        Happen(3);
        var feed = Watch(after);

        Assert.Equal(read, string.Join(' ', (await All(feed)).Select(e => e.Sequence)));
    }

    [Theory, InlineData(0, 1, 5), InlineData(3, 4, 5), InlineData(4, 5, 5)]
    public async Task What_fell_out_is_told_as_missed(long after, long from, long to)
    {
        Happen(EventLog.Kept + 5);

        var read = await All(Watch(after));

        var missed = Assert.IsType<EventsMissed>(read[1]);
        Assert.Equal((from, to, to), (missed.From, missed.To, missed.Sequence));
        Assert.Equal(Enumerable.Range(6, EventLog.Kept).Select(n => (long)n), read.Skip(2).Select(e => e.Sequence));
    }

    [Fact]
    public async Task What_just_did_not_fall_out_is_not_missed()
    {
        Happen(EventLog.Kept + 5);

        var read = await All(Watch(after: 5));

        Assert.Equal(Enumerable.Range(6, EventLog.Kept).Select(n => (long)n), read.Skip(1).Select(e => e.Sequence));
    }

    [Fact]
    public async Task Who_watches_no_more_gets_nothing_more()
    {
        var feed = Watch(after: null);
        _log.Tell(new UnwatchEvents(feed));

        Happen(1);

        feed.Complete();
        Assert.IsType<WatchStarted>(Assert.Single(await All(feed)));
    }

    private void Happen(int events)
    {
        for (var n = 0; n < events; n++) _log.Tell(new ChildStopped(Exit: null) { Name = "web" });
    }

    private EventFeed Watch(long? after)
    {
        var feed = new EventFeed(EventLog.Kept + 24);
        _log.Tell(new WatchEvents(feed, after));
        return feed;
    }

    /// <summary>Everything the feed got; its end is that of the log.</summary>
    private async Task<List<SpinnerEvent>> All(EventFeed feed)
    {
        _table.System.Stop(_log);
        var read = new List<SpinnerEvent>();
        await foreach (var next in feed.ReadAsync(default)) read.Add(next);
        return read;
    }
}
