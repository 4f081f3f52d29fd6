using Akka.Actor;

namespace Spinner.Actors.Admission;

// How many run at a time: who makes room for whom.
sealed partial class AdmissionControl
{
    // Nobody tells of a child that has become ready and is not used, or may be stopped now and might not be before.
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromSeconds(1);

    private const int MostNamed = 8;

    private enum Alarm
    {
        LookAgain,
    }

    private sealed record Unused : ILocalSignal
    {
        public static Unused Now { get; } = new();
    }

    private sealed record EvictionAnswered(string Victim, ISpinnerReply Reply) : ILocalSignal;

    private readonly RunningPlaces _places = new();
    private readonly Dictionary<AdmissionRequest, IActorRef> _askers = [];      // of those that wait
    private readonly HashSet<string> _evicted = new(StringComparer.Ordinal);    // told to stop, and not heard of yet
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);       // refused to stop since the last look

    /// <summary>All it needs is there: it may go on when there is a place for it.</summary>
    private void EnterRoom(AdmissionRequest request, IActorRef child)
    {
        if (!request.TakesRoom || _places.TryTake(request))
        {
            _ports.Tell(new RequestAdmission(request), child);
            return;
        }
        _askers[request] = child;
        request.AwaitsRoom = true;
        MakeRoom();
    }

    private void LeaveRoom(AdmissionRequest request)
    {
        if (!request.TakesRoom) return;
        _places.Leave(request);
        _askers.Remove(request);
        GoOn();
    }

    /// <summary>Whoever has a place now goes on; the others wait, and for each a place is made.</summary>
    private void GoOn()
    {
        while (_places.TakeNext() is { } next)
        {
            (next.AwaitsRoom, next.Awaited) = (false, null);
            _askers.Remove(next, out var child);
            _ports.Tell(new RequestAdmission(next), child);
        }
        MakeRoom();
    }

    /// <summary>Tells as many to stop as places are wanted: of those that nobody uses the one unused longest first.</summary>
    private void MakeRoom()
    {
        // Awaited before the look: a use that ends after it is told.
        _views.Unused.Await(IsWanting ? _tellUnused : null);
        while (IsWanting && Victim() is { } victim)
        {
            _evicted.Add(victim);
            Context.Parent.Tell(
                new Request(new StopChild(victim) { OnlyIfIdle = true, Cause = TransitionCause.Room }, new EvictionWaiter(Self, victim)), ActorRefs.NoSender);
        }
        if (!IsWanting) StopLooking();
        else if (!_alarms.IsArmed(Alarm.LookAgain)) _alarms.Arm(Alarm.LookAgain, LooksAgainAfter);
        foreach (var request in _places.Waiting) request.Awaited = $"room: {_places.Taken.Count} of {_places.Limit} run, {Names()}";
    }

    /// <summary>More places are wanted than are being made.</summary>
    private bool IsWanting => _places.Wanting > _evicted.Count;

    private void StopLooking()
    {
        _views.Unused.Await(null);
        _alarms.Cancel(Alarm.LookAgain);
    }

    private string Names()
    {
        var names = _places.Taken.Order(StringComparer.Ordinal).ToList();
        return names.Count <= MostNamed ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MostNamed))} …";
    }

    private string? Victim() => _places.Taken
        .Where(name => !_evicted.Contains(name) && !_used.Contains(name))
        .Select(name => (Name: name, UnusedFor: _views.UnusedFor(name)))
        .Where(c => c.UnusedFor is not null)
        .OrderByDescending(c => c.UnusedFor)
        .Select(c => c.Name)
        .FirstOrDefault();

    private void LookAgain()
    {
        _used.Clear();
        MakeRoom();
    }

    /// <summary>The child has decided, in one step with the end of its uses. Its place is free when its last launch is, which was told before.</summary>
    private void Hear(EvictionAnswered answered)
    {
        _evicted.Remove(answered.Victim);
        if (answered.Reply is not StopSucceeded) _used.Add(answered.Victim);
        MakeRoom();
    }

    private sealed class EvictionWaiter(IActorRef control, string victim) : Waiter
    {
        protected override void Deliver(ISpinnerReply reply, LaunchGate? gate) => control.Tell(new EvictionAnswered(victim, reply), ActorRefs.NoSender);

        protected override void DeliverFailure(Exception why) => Deliver(new Rejected(victim, SpinnerError.Aborted, why.Message), gate: null);
    }
}
