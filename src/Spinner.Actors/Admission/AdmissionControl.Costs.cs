using Akka.Actor;
using Spinner.Actors.Capacity;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Actors.Admission;

// What children cost: learned while there is a budget, by looking at those that have room. Without one nobody looks.
sealed partial class AdmissionControl
{
    private static readonly TimeSpan MeasuresEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MeasuresNewAfter = TimeSpan.FromSeconds(1);

    private sealed record Weight(string Child, ILaunch Launch, bool IsComplete, long Bytes)
    {
        /// <summary>Cheaply, unless that would be more than is known: then it is decided by what several processes share being counted once.</summary>
        public Weight Weighed() => this with { Bytes = Launch.MemoryInUse() is { } cheap ? cheap <= Bytes ? cheap : Launch.MemoryShare() ?? cheap : 0 };
    }

    private sealed record Measured(IReadOnlyList<Weight> Launches) : ILocalSignal;

    private readonly CostBook _costs;
    private long _measured;             // of all, at the last look

    private RoomLimit? Budget => _limits.FirstOrDefault(l => l.IsMemory);

    /// <summary>All that have room, with what is known of them just now.</summary>
    private List<Occupant> Occupants()
    {
        var needs = _held.Values.Where(h => _places.Has(h.Request))
            .SelectMany(h => h.Request.Needs.Where(n => n.IsHeld).Select(n => (Need: n.Name, By: h.Request.Child))).ToLookup(n => n.Need, n => n.By);
        return [.. _places.Taken.Select(t => Occupant(t.Key, t.Value, [.. needs[t.Key]]))];
    }

    private Occupant Occupant(string name, List<AdmissionRequest> launches, List<string> neededBy)
    {
        var (view, cost) = (_views.Of(name), _costs.Of(name, launches.Max(l => l.Memory)));
        var gate = view?.Gate is { IsClosed: false } open ? open : null;
        return new Occupant(name, Budget is null ? 0 : cost.Bytes * launches.Count)
        {
            Counts = launches.Any(l => l.Counts),
            Stay = _evicted.Contains(name) || view?.State == ChildState.Stopping ? Stay.Leaving : Stay.Here,
            // Each that needs it holds it once.
            IsUnused = gate is not null && gate.InFlight <= neededBy.Count && view!.Spec.IdleTime is not null && !_used.Contains(name),
            NeededBy = [.. neededBy.Distinct()],
            Lived = gate?.ServedFor ?? TimeSpan.Zero,
            UnusedFor = gate?.UnusedFor ?? TimeSpan.Zero,
            Start = cost.Start,
            UsesPerHour = cost.UsesPerHour,
        };
    }

    private Wanted Wants(RoomWaiter waiter) => Wants(waiter.Request, _clock.GetElapsedTime(waiter.Since));

    /// <summary>What it held before keeps nobody out: who held more than there is runs alone with what it needs. What its options say does.</summary>
    private Wanted Wants(AdmissionRequest request, TimeSpan waited)
    {
        var held = HeldBy(request);
        return new Wanted(request.Child, Budget is null ? 0 : Math.Max(request.Memory ?? 0, Math.Min(_costs.Of(request.Child, request.Memory).Bytes, LeftBeside(held))))
        {
            Counts = request.Counts, Waited = waited, Held = held,
        };
    }

    private long LeftBeside(HashSet<string> held) => Math.Max(
        0, Budget!.Most - _places.Taken.Where(t => held.Contains(t.Key)).Sum(t => _costs.Of(t.Key, t.Value.Max(l => l.Memory)).Bytes * t.Value.Count));

    private HashSet<string> HeldBy(AdmissionRequest request) =>
        NeedGraph.WithNeeds(request.Needs.Where(n => n.IsHeld).Select(n => n.Name), _views.NeedsOf).ToHashSet(StringComparer.Ordinal);

    private void NoteServing()
    {
        if (Budget is null) return;
        foreach (var name in _places.Taken.Keys)
            if (_views.Of(name)?.Gate is { } gate) _costs.Note(name, gate);
    }

    private void MeasureLater()
    {
        if (Budget is null || _places.Taken.Count == 0) _alarms.Cancel(Alarm.Measure);
        else if (!_alarms.IsArmed(Alarm.Measure)) _alarms.Arm(Alarm.Measure, MeasuresEvery);
    }

    /// <summary>What nobody knows anything about is looked at soon.</summary>
    private void MeasureNew(string name)
    {
        if (Budget is not null && _costs.Of(name, null).Launches == 0) _alarms.Arm(Alarm.Measure, MeasuresNewAfter);
        else MeasureLater();
    }

    private void Measure()
    {
        NoteServing();
        var self = Self;
        var launches = _places.Taken.Keys.Select(_views.Of).OfType<ChildView>().Where(v => v.Process is not null)
            .Select(v => new Weight(v.Spec.Name, v.Process!, v.Gate is not null || v.Spec.IsTask, _costs.Of(v.Spec.Name, null).Bytes)).ToList();
        _beside(() => self.Tell(
            new Measured([.. launches.Select(l => l.Weighed()).Where(l => l.Bytes > 0)]), ActorRefs.NoSender));
    }

    private void Hear(Measured measured)
    {
        foreach (var l in measured.Launches) _costs.Note(l.Child, l.Launch, l.Bytes, l.IsComplete);
        _measured = measured.Launches.Sum(l => l.Bytes);
        MeasureLater();
        Decide();
    }
}
