using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Services;
using Spinner.Actors.Telemetry;

namespace Spinner.Actors.Events;

/// <summary>Begins a watch; the feed gets a snapshot, then what is kept after <paramref name="After"/>, then everything new.</summary>
sealed record WatchEvents(EventFeed Feed, long? After) : INoSerializationVerificationNeeded;

/// <summary>Ends a watch.</summary>
sealed record UnwatchEvents(EventFeed Feed) : ILocalSignal;

/// <summary>Everything told before is out when <paramref name="Told"/> is done.</summary>
sealed record FlushEvents(TaskCompletionSource Told) : ILocalSignal;

/// <summary>
/// Numbers the events of one spinner, publishes them to the event stream, keeps the last 1000 and feeds the watchers:
/// one place, so that everybody sees the same events with the same numbers in the same order.
/// </summary>
sealed class EventLog(string spinner, TimeProvider clock, ChildDirectory children) : ServiceActor
{
    internal const int Kept = 1000;

    private readonly Queue<ChildEvent> _kept = new();
    private readonly HashSet<EventFeed> _feeds = [];
    private long _sequence;

    public static Props Props(string spinner, TimeProvider clock, ChildDirectory children) =>
        Akka.Actor.Props.Create(() => new EventLog(spinner, clock, children));

    protected override void Handle(object message)
    {
        switch (message)
        {
            case ChildEvent e: Append(e with { Sequence = ++_sequence }); break;
            case WatchEvents w: Watch(w.Feed, w.After); break;
            case UnwatchEvents u: _feeds.Remove(u.Feed); break;
            case FlushEvents f: f.Told.TrySetResult(); break;
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
        foreach (var feed in _feeds) feed.Offer(happened);
        Count(happened);
    }

    // .NET passes on what a listener of a meter throws.
    private static void Count(ChildEvent happened)
    {
        try
        {
            SpinnerMetrics.Count(happened);
        }
        catch (Exception e)
        {
            Context.GetLogger().Warning(e, "A listener of the meter {Meter} failed", SpinnerTelemetry.Name);
        }
    }

    private void Watch(EventFeed feed, long? after)
    {
        _feeds.Add(feed);
        feed.Offer(new WatchStarted(children.ToInfos(clock)) { Spinner = spinner, Sequence = _sequence, Time = clock.GetUtcNow() });
        if (after is null || after >= _sequence) return;
        var from = Math.Max(0, after.Value);
        var oldest = _kept.TryPeek(out var first) ? first.Sequence : _sequence + 1;
        if (from + 1 < oldest) feed.Offer(new EventsMissed(from + 1, oldest - 1) { Spinner = spinner, Sequence = oldest - 1, Time = clock.GetUtcNow() });
        foreach (var kept in _kept.Where(e => e.Sequence > from)) feed.Offer(kept);
    }
}
