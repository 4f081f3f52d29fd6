using Akka.Actor;

namespace Spinner.Actors.Management;

// Stopping all children: those who need others before these.
sealed partial class SpinnerManager
{
    private readonly List<OrderedStop> _stops = [];

    private sealed record StopAnswered(OrderedStop Stop, string Name) : ILocalSignal;

    private sealed record StopWave(OrderedStop Stop, int Number);

    /// <summary>Tells every child, in its order, and answers when the last has answered.</summary>
    /// <param name="request">Who wants it.</param>
    /// <param name="within">What all of it may take: each wave gets its share, and the next is told when that is spent.</param>
    /// <param name="ask">What each is told.</param>
    private void StopAll(Request request, TimeSpan within, Func<string, object> ask)
    {
        if (_members.Count == 0)
        {
            request.From.Answer(new AllStopped([]));
            return;
        }
        var answers = new ReplyAggregator(_members.Count, replies => request.From.Answer(new AllStopped([.. replies.OfType<StopFailed>()])));
        var self = Self;
        var order = new StopOrder(_members.Keys.ToDictionary(name => name, name => (IReadOnlyList<string>)[.. _setup.NeedsOf(name)], StringComparer.Ordinal));
        // Where nobody needs another all are told at once, and nothing follows from an answer.
        var stop = new OrderedStop(order, request.From.Who, ask, answers, (stop, name) =>
        {
            if (!stop.Order.IsFlat) self.Tell(new StopAnswered(stop, name), ActorRefs.NoSender);
        });
        if (!order.IsFlat) _stops.Add(stop);
        for (var wave = 1; wave < order.Waves; wave++) _waves.Arm(new StopWave(stop, wave), within * wave / order.Waves);
        TellStop(stop, order.TakeFree());
    }

    private void GoOnStopping(StopAnswered answered)
    {
        answered.Stop.Order.NoteGone(answered.Name);
        TellStop(answered.Stop, answered.Stop.Order.TakeFree());
    }

    private void TellStop(OrderedStop stop, IReadOnlyList<string> names)
    {
        foreach (var name in names) Forward(stop.For(name), name);
        if (!stop.Order.IsEmpty || !_stops.Remove(stop)) return;
        for (var wave = 1; wave < stop.Order.Waves; wave++) _waves.Cancel(new StopWave(stop, wave));
    }

    /// <summary>Whoever starts a child that waits to be told to stop wants it after that.</summary>
    private void WithdrawStops(string name) => _stops.ForEach(stop => stop.Withdraw(name));
}
