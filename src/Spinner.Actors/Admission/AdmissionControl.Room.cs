using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Capacity;
using Spinner.Actors.Telemetry;

namespace Spinner.Actors.Admission;

// Who has room, and who makes room for whom. The plan decides; here it is asked and done.
sealed partial class AdmissionControl
{
    // Nobody tells of a child that has become ready and is not used, or may be stopped now and might not be before.
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromSeconds(1);

    private sealed record Unused : ILocalSignal
    {
        public static Unused Now { get; } = new();
    }

    private sealed record EvictionAnswered(string Victim, ISpinnerReply Reply) : ILocalSignal;

    private readonly RoomPlaces _places = new();
    private readonly HashSet<string> _evicted = new(StringComparer.Ordinal);    // told to stop, and not heard of yet
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);    // why, for the figures
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);       // refused to stop since the last look
    private IReadOnlyList<RoomLimit> _limits = [];

    private void SetLimits(SpinnerOptions options)
    {
        _limits = RoomLimits.Of(options, _machine, () => _log.Warning("How much memory there is is not known here, so a memory budget of {Budget} means nothing", options.MemoryBudget));
        MeasureLater();
        if (Budget is not null) BeginLearning();
        Decide();
    }

    /// <summary>All it needs is there: it may go on when there is room for it.</summary>
    private void EnterRoom(AdmissionRequest request, IActorRef child)
    {
        if (_limits.Count == 0)
        {
            Admit(request, child);
            return;
        }
        _places.Wait(new RoomWaiter(request, child, _clock.GetTimestamp()));
        request.AwaitsRoom = true;
        Decide();
    }

    private void LeaveRoom(AdmissionRequest request)
    {
        _places.Leave(request);
        Decide();
    }

    private void Admit(AdmissionRequest request, IActorRef child)
    {
        _places.Take(request);
        MeasureNew(request.Child);
        _ports.Tell(new RequestAdmission(request), child);
    }

    /// <summary>Whoever has room now goes on; the others wait, and for each room is made.</summary>
    private void Decide()
    {
        if (_limits.Count == 0 && _places.Waiting.Count == 0)
        {
            _views.Gauge.Now = null;
            return;
        }
        // Awaited before the look: a use that ends after it is told.
        _views.Unused.Await(_tellUnused);
        NoteServing();
        var children = Occupants();
        var less = RoomPlan.For(children, null, _limits, _worth);
        var isTooMuch = less is not RoomDecision.Admit;
        children = MakeRoom(children, null, less);
        var waiting = _places.Waiting.ToList();
        var wanted = waiting.ConvertAll(Wants);
        var decisions = _pressure is null ? RoomQueue.Decide(children, wanted, _limits, _worth) : [];
        for (var i = 0; i < decisions.Count; i++) children = GoOn(children, waiting[i], wanted[i], decisions[i]);
        if (_pressure is not null) waiting.ForEach(w => w.Request.Awaited = $"room: {_pressure}");
        _views.Gauge.Now = new RoomFigures(Budget?.Most, _measured, children.Sum(c => c.Bytes), _places.Waiting.Count);
        if (_places.Waiting.Count == 0 && !isTooMuch) StopLooking();
        else if (!_alarms.IsArmed(Alarm.LookAgain)) _alarms.Arm(Alarm.LookAgain, LooksAgainAfter);
    }

    private List<Occupant> GoOn(List<Occupant> children, RoomWaiter waiter, Wanted wanted, RoomDecision decision)
    {
        switch (decision)
        {
            case RoomDecision.Admit:
                EndWait(waiter);
                Admit(waiter.Request, waiter.Child);
                return Occupants();
            case RoomDecision.NeverFits never:
                EndWait(waiter);
                RefuseRoom(waiter, RoomText.Refused(wanted, never));
                return children;
            case RoomDecision.Evict: children = MakeRoom(children, wanted, decision); break;
        }
        var wanting = decision switch { RoomDecision.Evict evict => evict.Short, RoomDecision.WaitFor wait => wait.Short, _ => [] };
        waiter.Request.Awaited = $"room: {RoomText.Awaited(wanted, wanting, children)}";
        return children;
    }

    private void EndWait(RoomWaiter waiter)
    {
        _places.EndWait(waiter);
        (waiter.Request.AwaitsRoom, waiter.Request.Awaited) = (false, null);
        Tell(() => SpinnerMetrics.CountWait(_spinner, _clock.GetElapsedTime(waiter.Since)));
    }

    private void RefuseRoom(RoomWaiter waiter, string why)
    {
        Release(waiter.Request);
        waiter.Child.Tell(new NotAdmitted(waiter.Request, SpinnerError.NoRoom, why));
    }

    /// <summary>Those that others need are told when these are gone: until then they are used.</summary>
    private List<Occupant> MakeRoom(List<Occupant> children, Wanted? wanted, RoomDecision decision, string? reason = null)
    {
        if (decision is not RoomDecision.Evict { Victims: { Count: > 0 } victims, Short: var wanting }) return children;
        foreach (var victim in victims.Where(v => v.NeededBy.Count == 0))
        {
            _evicted.Add(victim.Name);
            _reasons[victim.Name] = reason ?? wanting[0].Kind;
            var stop = new StopChild(victim.Name)
            {
                OnlyIfIdle = true, Cause = TransitionCause.Room, For = wanted?.Name, Detail = Budget is null ? null : RoomText.Cost(victim),
            };
            Context.Parent.Tell(new Request(stop, new EvictionWaiter(Self, victim.Name, wanted?.Name)), ActorRefs.NoSender);
        }
        return children.ConvertAll(c => victims.Any(v => v.Name == c.Name) ? c with { Stay = Stay.Leaving } : c);
    }

    private void StopLooking()
    {
        _views.Unused.Await(null);
        _alarms.Cancel(Alarm.LookAgain);
    }

    private void LookAgain()
    {
        _used.Clear();
        Decide();
    }

    /// <summary>The child has decided, in one step with the end of its uses. Its room is free when its last launch is gone, which was told before.</summary>
    private void Hear(EvictionAnswered answered)
    {
        _evicted.Remove(answered.Victim);
        _reasons.Remove(answered.Victim, out var reason);
        if (answered.Reply is not StopSucceeded) _used.Add(answered.Victim);
        else Tell(() => SpinnerMetrics.CountEviction(_spinner, reason ?? ""));
        Decide();
    }

    /// <summary>What a listener of a meter throws is told, and nothing else becomes of it.</summary>
    private void Tell(Action measure)
    {
        try
        {
            measure();
        }
        catch (Exception e)
        {
            _log.Warning(e, "A listener of the telemetry of room failed");
        }
    }

    private sealed class EvictionWaiter(IActorRef control, string victim, string? wanted) : Waiter
    {
        public override string? Who => wanted is null ? null : $"child {wanted}";

        protected override void Deliver(ISpinnerReply reply, LaunchGate? gate) => control.Tell(new EvictionAnswered(victim, reply), ActorRefs.NoSender);

        protected override void DeliverFailure(Exception why) => Deliver(new Rejected(victim, SpinnerError.Aborted, why.Message), gate: null);
    }
}
