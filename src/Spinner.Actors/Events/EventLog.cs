using Akka.Actor;
using Spinner.Actors.Telemetry;

namespace Spinner.Actors.Events;

/// <summary>Begins a watch; the feed gets a snapshot, then what is kept after <paramref name="After"/>, then everything new.</summary>
sealed record WatchEvents(EventFeed Feed, long? After) : INoSerializationVerificationNeeded;

/// <summary>Ends a watch.</summary>
sealed record UnwatchEvents(EventFeed Feed) : INoSerializationVerificationNeeded;

/// <summary>
/// Numbers the events of one spinner, publishes them to the event stream, keeps the last 1000 and feeds the watchers:
/// one place, so that everybody sees the same events with the same numbers in the same order.
/// </summary>
sealed class EventLog(string spinner, TimeProvider clock, ChildDirectory children) : UntypedActor
{
    internal const int Kept = 1000;

    private readonly Queue<ChildEvent> _kept = new();
    private readonly HashSet<EventFeed> _feeds = [];
    private long _sequence;

    public static Props Props(string spinner, TimeProvider clock, ChildDirectory children) =>
        Akka.Actor.Props.Create(() => new EventLog(spinner, clock, children));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ChildEvent e: Append(e with { Sequence = ++_sequence }); break;
            case WatchEvents w: Watch(w.Feed, w.After); break;
            case UnwatchEvents u: _feeds.Remove(u.Feed); break;
            default: Unhandled(message); break;
        }
    }

    protected override void PostStop()
    {
        foreach (var feed in _feeds) feed.Complete();
    }

    private void Append(ChildEvent happened)
    {
        _kept.Enqueue(happened);
        if (_kept.Count > Kept) _kept.Dequeue();
        Context.System.EventStream.Publish(happened);
        SpinnerMetrics.Count(happened);
        foreach (var feed in _feeds) feed.Offer(happened);
    }

    private void Watch(EventFeed feed, long? after)
    {
        _feeds.Add(feed);
        feed.Offer(new WatchStarted(children.ShowAll(clock)) { Spinner = spinner, Sequence = _sequence, Time = clock.GetUtcNow() });
        if (after is null || after >= _sequence) return;
        var from = Math.Max(0, after.Value);
        var oldest = _kept.TryPeek(out var first) ? first.Sequence : _sequence + 1;
        if (from + 1 < oldest) feed.Offer(new EventsMissed(from + 1, oldest - 1) { Spinner = spinner, Sequence = oldest - 1, Time = clock.GetUtcNow() });
        foreach (var kept in _kept.Where(e => e.Sequence > from)) feed.Offer(kept);
    }
}
