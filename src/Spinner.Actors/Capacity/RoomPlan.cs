using static Spinner.Actors.Capacity.RoomDecision;

namespace Spinner.Actors.Capacity;

/// <summary>
/// Who makes way for whom. Never one that is used, nor one a used one needs; whose absence costs its users least for the room it gives comes first, and
/// among equals the one unused longest.
/// </summary>
static class RoomPlan
{
    /// <summary>What has lived for less, or for less than twice its start, goes only when nothing else helps: children would chase each other.</summary>
    public static readonly TimeSpan Youth = TimeSpan.FromSeconds(5);

    /// <summary>Decides about one launch.</summary>
    /// <param name="children">All that have room, are leaving or coming, each once.</param>
    /// <param name="wanted">Who wants room; null: nobody, but there may be too much already.</param>
    /// <param name="limits">What there is.</param>
    /// <param name="worth">What it costs to have a child gone; null: <see cref="Occupant.Worth"/>.</param>
    public static RoomDecision For(
        IReadOnlyCollection<Occupant> children, Wanted? wanted, IReadOnlyList<RoomLimit> limits, Func<Occupant, double>? worth = null)
    {
        if (wanted is not null && NeverFitting(children, wanted, limits) is { } never) return never;
        var later = children.Where(c => c.Stay != Stay.Leaving).ToList();
        var wanting = limits.Where(l => !l.Holds(later, wanted)).ToList();
        if (wanting.Count == 0) return TooLittleNow(children, wanted, limits) is { Count: > 0 } now ? new Evict([], now) : Admit.Now;
        worth ??= static c => c.Worth;
        var victims = Victims(later, wanted, wanting, worth);
        return victims is null
            ? new WaitFor([.. later.Where(c => c.Name != wanted?.Name && wanting.Exists(l => l.Takes(c) > 0)).Select(c => c.Name)], wanting)
            : new Evict(GiveBack(victims, later, wanted, wanting, worth), wanting);
    }

    private static List<RoomLimit> TooLittleNow(IEnumerable<Occupant> children, Wanted? wanted, IEnumerable<RoomLimit> limits)
    {
        var here = children.Where(c => c.Stay != Stay.Coming).ToList();
        return [.. limits.Where(l => !l.Holds(here, wanted))];
    }

    private static NeverFits? NeverFitting(IEnumerable<Occupant> children, Wanted wanted, IReadOnlyList<RoomLimit> limits)
    {
        var with = children.Where(c => wanted.Held.Contains(c.Name)).ToList();
        return limits.FirstOrDefault(l => !l.Holds(with, wanted)) is { } limit ? new NeverFits(limit, limit.Takes(wanted) + with.Sum(limit.Takes)) : null;
    }

    /// <summary>In the order of their worth, until it is enough.</summary>
    private static List<Occupant>? Victims(List<Occupant> later, Wanted? wanted, List<RoomLimit> wanting, Func<Occupant, double> worth)
    {
        var (byName, victims, left) = (later.ToDictionary(c => c.Name, StringComparer.Ordinal), new List<Occupant>(), later.ToList());
        foreach (var child in later.Where(c => c.Stay == Stay.Here).OrderBy(IsYoung).ThenBy(worth).ThenByDescending(c => c.UnusedFor).ThenBy(c => c.Name, StringComparer.Ordinal))
        {
            var open = wanting.Where(l => !l.Holds(left, wanted)).ToList();
            if (open.Count == 0) break;
            if (victims.Contains(child) || !open.Exists(l => l.Takes(child) > 0)) continue;
            foreach (var one in WithDependants(child, byName, wanted) ?? [])
            {
                if (!victims.Contains(one)) victims.Add(one);
                left.Remove(one);
            }
        }
        return wanting.TrueForAll(l => l.Holds(left, wanted)) ? victims : null;
    }

    /// <summary>The child behind those that need it; null: one of them stays.</summary>
    private static List<Occupant>? WithDependants(Occupant child, Dictionary<string, Occupant> children, Wanted? wanted)
    {
        var (all, seen) = (new List<Occupant>(), new HashSet<string>(StringComparer.Ordinal));
        return TryAdd(child) ? all : null;

        bool TryAdd(Occupant one)
        {
            if (!seen.Add(one.Name)) return true;
            if (!one.IsUnused || one.Stay != Stay.Here || one.Name == wanted?.Name || wanted?.Held.Contains(one.Name) == true) return false;
            foreach (var name in one.NeededBy)
                if (children.TryGetValue(name, out var dependant) && !TryAdd(dependant)) return false;
            all.Add(one);
            return true;
        }
    }

    /// <summary>The largest may have made some of the others unneeded: the one that costs most to have gone stays first.</summary>
    private static List<Occupant> GiveBack(
        List<Occupant> victims, List<Occupant> later, Wanted? wanted, List<RoomLimit> wanting, Func<Occupant, double> worth)
    {
        foreach (var child in victims.OrderByDescending(IsYoung).ThenByDescending(worth).ThenBy(c => c.UnusedFor).ToList())
        {
            // What it needs goes, and it cannot stay without.
            if (victims.Exists(v => v.NeededBy.Contains(child.Name))) continue;
            var without = victims.Where(v => v != child).ToList();
            if (wanting.TrueForAll(l => l.Holds(later.Except(without), wanted))) victims = without;
        }
        return victims;
    }

    private static bool IsYoung(Occupant child) => child.Lived < (child.Start * 2 > Youth ? child.Start * 2 : Youth);
}
