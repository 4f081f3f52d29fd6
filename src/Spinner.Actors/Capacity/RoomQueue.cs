using static Spinner.Actors.Capacity.RoomDecision;

namespace Spinner.Actors.Capacity;

/// <summary>
/// Decides about all that wait, the first to ask first. Who wants nothing of what one before it waits for is not held up by that; who wants less of it may
/// pass, for a while.
/// </summary>
static class RoomQueue
{
    /// <summary>Who has waited for so long is passed no more.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="children">All that have room or are leaving.</param>
    /// <param name="waiting">Those that wait, in their order.</param>
    /// <param name="limits">What there is.</param>
    /// <param name="worth">As for <see cref="RoomPlan.For"/>.</param>
    /// <returns>A decision for each, which takes those before it as done.</returns>
    public static IReadOnlyList<RoomDecision> Decide(
        IEnumerable<Occupant> children, IEnumerable<Wanted> waiting, IReadOnlyList<RoomLimit> limits, Func<Occupant, double>? worth = null)
    {
        var room = children.ToDictionary(c => c.Name, StringComparer.Ordinal);
        var (decisions, ahead) = (new List<RoomDecision>(), new List<(Wanted Who, IReadOnlyList<RoomLimit> Short)>());
        foreach (var wanted in waiting)
        {
            var decision = Behind(wanted, ahead) ?? RoomPlan.For(room.Values, wanted, limits, worth);
            switch (decision)
            {
                case Admit: Add(room, wanted, Stay.Here); break;
                case Evict evict:
                    foreach (var victim in evict.Victims) room[victim.Name] = victim with { Stay = Stay.Leaving };
                    Add(room, wanted, Stay.Coming);
                    break;
                case WaitFor wait: ahead.Add((wanted, wait.Short)); break;
            }
            decisions.Add(decision);
        }
        return decisions;
    }

    private static WaitFor? Behind(Wanted wanted, List<(Wanted Who, IReadOnlyList<RoomLimit> Short)> ahead)
    {
        foreach (var (who, wanting) in ahead)
        {
            if (wanting.Where(l => l.Takes(wanted) > 0).ToList() is not { Count: > 0 } both) continue;
            if (wanted.Bytes >= who.Bytes || who.Waited >= Patience) return new WaitFor([who.Name], both);
        }
        return null;
    }

    // A launch beside another of its child is part of that, and what is there stays there.
    private static void Add(Dictionary<string, Occupant> room, Wanted wanted, Stay stay) => room[wanted.Name] = room.TryGetValue(wanted.Name, out var there)
        ? there with { Bytes = there.Bytes + wanted.Bytes, IsUnused = false }
        : new Occupant(wanted.Name, wanted.Bytes) { Counts = wanted.Counts, Stay = stay };
}
