using CsCheck;
using Spinner.Actors.Capacity;
using static Spinner.Actors.Capacity.RoomDecision;

namespace Spinner.Actors.Tests.Capacity;

/// <summary>Whatever the children are: what is decided keeps every promise.</summary>
public class AnyRoomSpec
{
    private const int Children = 12;

    private static readonly IReadOnlySet<string> Members = Enumerable.Range(0, Children / 2).Select(i => $"c{i}").ToHashSet();

    private static readonly Gen<Occupant> Child = Gen.Select(
        Gen.Int[0, 100], Gen.Bool, Gen.Int[0, 20], Gen.Int[0, 50], Gen.Int[0, 2], Gen.Int[-6, Children - 1],
        (bytes, unused, seconds, uses, stay, dependant) => new Occupant("", bytes)
        {
            IsUnused = unused && stay == 0, Lived = TimeSpan.FromSeconds(seconds), UnusedFor = TimeSpan.FromSeconds(uses), Start = TimeSpan.FromSeconds(seconds / 4),
            UsesPerHour = uses, Stay = (Stay)stay, NeededBy = dependant >= 0 ? [$"c{dependant}"] : [],
        });

    // Who needs another has a smaller number, so that nobody needs itself.
    private static readonly Gen<Occupant[]> Room = Child.Array[0, Children].Select(children =>
        children.Select((c, i) => c with { Name = $"c{i}", NeededBy = [.. c.NeededBy.Where(n => int.Parse(n[1..]) < i)] }).ToArray());

    private static readonly Gen<RoomLimit[]> Limits = Gen.Select(Gen.Int[50, 600], Gen.Int[1, 12], Gen.Int[1, 4], (bytes, running, group) => new[]
    {
        RoomLimit.Memory(bytes), RoomLimit.Running(running), RoomLimit.Of("g", Members, group),
    });

    private static readonly Gen<Wanted> Wanting = Gen.Select(Gen.Int[0, 200], Gen.Int[0, Children + 2], (bytes, i) => new Wanted($"c{i}", bytes));

    [Fact]
    public void One_plan() => Gen.Select(Room, Wanting, Limits).Sample((room, wanted, limits) =>
    {
        var decision = RoomPlan.For(room, wanted, limits);
        var later = room.Where(c => c.Stay != Stay.Leaving).ToList();
        switch (decision)
        {
            case Admit:
                Assert.All(limits, l => Assert.True(l.Holds(room.Where(c => c.Stay != Stay.Coming), wanted) && l.Holds(later, wanted)));
                break;
            case Evict evict:
                Assert.All(evict.Victims, v => Assert.True(v.IsUnused && v.Stay == Stay.Here && v.Name != wanted.Name));
                Assert.Equal(evict.Victims.Count, evict.Victims.Distinct().Count());
                Assert.All(limits, l => Assert.True(l.Holds(later.Except(evict.Victims), wanted)));
                // Those that need a victim go before it.
                Assert.All(evict.Victims.Index(), v => Assert.All(
                    later.Where(c => v.Item.NeededBy.Contains(c.Name)), c => Assert.Contains(c, evict.Victims.Take(v.Index))));
                // Without any one of them it would not be enough.
                Assert.All(
                    evict.Victims.Where(v => !evict.Victims.Any(o => o.NeededBy.Contains(v.Name))),
                    v => Assert.Contains(limits, l => !l.Holds(later.Except(evict.Victims.Where(o => o != v)), wanted)));
                break;
            case WaitFor wait:
                // Not even when all go that may.
                var stay = later.Where(c => !MayGo(c, later, wanted)).ToList();
                Assert.Contains(limits, l => !l.Holds(stay, wanted));
                Assert.NotEmpty(wait.Short);
                break;
            case NeverFits never: Assert.False(never.Limit.Holds([], wanted)); break;
        }
    });

    [Fact]
    public void A_whole_queue() => Gen.Select(Room, Wanting.Array[0, 8], Limits).Sample((room, waiting, limits) =>
    {
        waiting = [.. waiting.DistinctBy(w => w.Name).Where(w => room.All(c => c.Name != w.Name || c.Stay != Stay.Leaving))];
        room = [.. room.Where(c => c.Stay != Stay.Coming)];
        var decisions = RoomQueue.Decide(room, waiting, limits);
        Assert.Equal(waiting.Length, decisions.Count);
        var admitted = waiting.Zip(decisions).Where(d => d.Second is Admit).Select(d => d.First).ToList();
        // What was too much before may be too much still, but nobody came on top of that.
        var memory = limits[0];
        if (admitted.Sum(a => a.Bytes) > 0) Assert.True(room.Sum(c => c.Bytes) + admitted.Sum(a => a.Bytes) <= memory.Most);
        Assert.All(decisions.OfType<Evict>().SelectMany(e => e.Victims), v => Assert.True(v.IsUnused));
        var victims = decisions.OfType<Evict>().SelectMany(e => e.Victims).Select(v => v.Name).ToList();
        Assert.Equal(victims.Count, victims.Distinct().Count());
    });

    private static bool MayGo(Occupant child, List<Occupant> all, Wanted wanted) =>
        child.IsUnused && child.Stay == Stay.Here && child.Name != wanted.Name
        && all.Where(c => child.NeededBy.Contains(c.Name)).All(c => MayGo(c, all, wanted));
}
