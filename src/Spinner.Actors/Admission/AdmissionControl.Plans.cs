using System.Globalization;
using Spinner.Actors.Capacity;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Admission;

// What a start would come to, asked of the same plan, and nothing done.
sealed partial class AdmissionControl
{
    private void Answer(Request request, PlanStart asked)
    {
        var launches = NeedGraph.WithNeeds([asked.Name], _views.NeedsOf).Where(name => !_places.Taken.ContainsKey(name)).Select(WouldWant).ToList();
        request.From.Answer(launches.Count == 0 ? Running(asked.Name) : PlanFor(asked.Name, launches));
    }

    private StartPlan Running(string name) => new(name, StartOutcome.Runs)
    {
        Budget = Budget?.Most,
        Lines = [Budget is null ? "has room already" : $"has room already, and takes {RoomText.Bytes(Occupants().First(c => c.Name == name).Bytes)}"],
    };

    private StartPlan PlanFor(string name, List<Wanted> launches)
    {
        var children = Occupants();
        var ahead = _places.Waiting.Where(w => launches.TrueForAll(l => l.Name != w.Request.Child)).Select(Wants).ToList();
        var decisions = RoomQueue.Decide(children, ahead.Concat(launches), _limits, _worth).Skip(ahead.Count).ToList();
        var cost = _costs.Of(name, MemoryOf(name));
        var free = Budget is { } limit ? Math.Max(0, limit.Most - children.Sum(c => c.Bytes)) : (long?)null;
        List<Occupant> stops = [.. decisions.OfType<RoomDecision.Evict>().SelectMany(e => e.Victims)];
        var wants = launches.Find(l => l.Name == name);
        return new StartPlan(name, decisions.Max(Outcome))
        {
            Wants = Budget is null ? null : wants?.Bytes ?? cost.Bytes,
            Source = Budget is null ? null : cost.Source.ToString().ToLowerInvariant(),
            Launches = cost.Launches,
            Budget = Budget?.Most,
            Free = free,
            Stops = [.. stops.Select(s => new PlannedStop(s.Name, s.Bytes, s.UnusedFor, s.Start, s.UsesPerHour))],
            WaitsFor = [.. decisions.OfType<RoomDecision.WaitFor>().SelectMany(w => w.Names).Distinct(StringComparer.Ordinal)],
            Lines = [.. launches.Zip(decisions).SelectMany(l => Lines(l.First, l.Second, children, free))],
        };
    }

    private IEnumerable<string> Lines(Wanted wanted, RoomDecision decision, List<Occupant> children, long? free)
    {
        var budget = free is null ? "" : $"; free {RoomText.Bytes(free.Value)} of {RoomText.Bytes(Budget!.Most)}";
        yield return $"{wanted.Name} {(Budget is null ? "wants a place" : $"wants {RoomText.Bytes(wanted.Bytes)} ({SourceOf(wanted.Name)})")}{budget}";
        switch (decision)
        {
            case RoomDecision.Admit: yield return _pressure is null ? "  has room" : $"  would wait: {_pressure}"; break;
            case RoomDecision.Evict { Victims: [] }: yield return "  would wait for those that are leaving"; break;
            case RoomDecision.Evict evict:
                foreach (var victim in evict.Victims)
                    yield return $"  would stop {victim.Name} (unused for {RoomText.Time(victim.UnusedFor)}{(Budget is null ? "" : $", {RoomText.Cost(victim)}")})";
                break;
            case RoomDecision.WaitFor wait: yield return $"  would wait: {RoomText.Awaited(wanted, wait.Short, children)}"; break;
            case RoomDecision.NeverFits never: yield return $"  would be refused: {RoomText.Refused(wanted, never)}"; break;
        }
    }

    private string SourceOf(string name) => _costs.Of(name, MemoryOf(name)) switch
    {
        { Source: CostSource.Learned, Launches: var launches } => string.Create(CultureInfo.InvariantCulture, $"learned from {launches} {(launches == 1 ? "launch" : "launches")}"),
        { Source: CostSource.Guessed } => "guessed by the others",
        { Source: CostSource.Declared } => "declared",
        _ => "not measured yet",
    };

    private StartOutcome Outcome(RoomDecision decision) => decision switch
    {
        RoomDecision.Admit => _pressure is null ? StartOutcome.Fits : StartOutcome.Waits,
        RoomDecision.Evict => StartOutcome.Evicts,
        RoomDecision.WaitFor => StartOutcome.Waits,
        _ => StartOutcome.NeverFits,
    };

    private long? MemoryOf(string name) => _views.Of(name)?.Spec.Memory;

    private Wanted WouldWant(string name) => Wants(
        new AdmissionRequest(name, _views.Of(name)?.Spec.Endpoint ?? EndpointSpec.Tcp, _views.Of(name)?.Spec.Needs ?? []) { Memory = MemoryOf(name) }, TimeSpan.Zero);
}
