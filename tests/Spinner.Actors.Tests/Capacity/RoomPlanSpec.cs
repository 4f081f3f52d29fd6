using Spinner.Actors.Capacity;
using static Spinner.Actors.Capacity.RoomDecision;

namespace Spinner.Actors.Tests.Capacity;

/// <summary>Who makes way for whom, by what is known of them.</summary>
public class RoomPlanSpec
{
    private const long MiB = 1024 * 1024;

    private static readonly Occupant Old = new("", 0) { IsUnused = true, Lived = TimeSpan.FromHours(1), Start = TimeSpan.FromSeconds(1), UsesPerHour = 1 };

    [Fact]
    public void There_is_room() => Assert.Equal(Admit.Now, Decide(200, Wants(100), Unused("a", 100)));

    [Fact]
    public void Without_a_limit_there_always_is() => Assert.Equal(Admit.Now, RoomPlan.For([Unused("a", 100)], Wants(1 << 20), []));

    [Fact]
    public void Whose_absence_costs_least_for_its_size_goes_first() => Assert.Equal(
        ["large"], Victims(Decide(200, Wants(50), Unused("small", 50), Unused("large", 100), Unused("slow", 50) with { Start = TimeSpan.FromSeconds(10) })));

    [Fact]
    public void Among_equals_it_is_the_one_unused_longest() => Assert.Equal(
        ["b"], Victims(Decide(200, Wants(50), Unused("a", 100), Unused("b", 100) with { UnusedFor = TimeSpan.FromSeconds(1) })));

    [Fact]
    public void Who_turns_out_unneeded_stays() => Assert.Equal(
        ["large"], Victims(Decide(200, Wants(150), Unused("small", 20) with { UsesPerHour = 0 }, Unused("large", 150))));

    [Fact]
    public void Of_several_that_are_too_many_the_one_worth_most_stays() => Assert.Equal(
        ["a", "c"], Victims(Decide(300, Wants(200), Unused("a", 100) with { UsesPerHour = 1 }, Unused("b", 100) with { UsesPerHour = 3 }, Unused("c", 100) with { UsesPerHour = 2 })));

    [Fact]
    public void A_used_one_is_waited_for_and_nobody_goes_in_vain()
    {
        var decision = Assert.IsType<WaitFor>(Decide(200, Wants(150), Used("a", 100), Unused("b", 100)));
        Assert.Equal(["a", "b"], decision.Names);
        Assert.Equal(["budget"], decision.Short.Select(l => l.Kind));
    }

    [Fact]
    public void Who_is_leaving_is_enough_and_nobody_else_goes()
    {
        Assert.Empty(Victims(Decide(200, Wants(100), Unused("a", 100) with { Stay = Stay.Leaving }, Unused("b", 100))));
        Assert.Equal(["b"], Victims(Decide(200, Wants(150), Unused("a", 100) with { Stay = Stay.Leaving }, Unused("b", 100))));
    }

    [Fact]
    public void What_another_comes_for_is_taken_already() =>
        Assert.IsType<WaitFor>(Decide(200, Wants(100), Used("b", 100), new Occupant("a", 100) { Stay = Stay.Leaving }, new Occupant("c", 100) { Stay = Stay.Coming }));

    [Fact]
    public void Who_fits_beside_those_that_leave_and_those_that_come_need_not_wait() => Assert.Equal(
        Admit.Now, Decide(200, Wants(40), new Occupant("a", 150) { Stay = Stay.Leaving }, new Occupant("c", 150) { Stay = Stay.Coming }));

    [Fact]
    public void More_than_there_is_never_fits()
    {
        var never = Assert.IsType<NeverFits>(Decide(200, Wants(201)));
        Assert.Equal(("budget", 201 * MiB, 200 * MiB), (never.Limit.Kind, never.Takes, never.Limit.Most));
    }

    [Fact]
    public void With_what_it_holds_it_may_never_fit() =>
        Assert.Equal(250 * MiB, Assert.IsType<NeverFits>(Decide(200, Wants(150) with { Held = new HashSet<string> { "db" } }, Used("db", 100))).Takes);

    [Fact]
    public void What_it_holds_is_never_its_victim() =>
        Assert.IsType<WaitFor>(Decide(200, Wants(100) with { Held = new HashSet<string> { "db" } }, Unused("db", 50), Used("a", 100)));

    [Fact]
    public void One_that_is_needed_goes_behind_those_that_need_it() => Assert.Equal(
        ["web", "db"], Victims(Decide(200, Wants(150), Unused("db", 150) with { NeededBy = ["web"] }, Unused("web", 50))));

    [Fact]
    public void One_that_a_used_one_needs_stays() => Assert.IsType<WaitFor>(Decide(200, Wants(150), Unused("db", 150) with { NeededBy = ["web"] }, Used("web", 50)));

    [Fact]
    public void Who_needs_one_that_goes_is_not_given_back() => Assert.Equal(
        ["web", "db"], Victims(Decide(200, Wants(100), Unused("db", 150) with { NeededBy = ["web"], UsesPerHour = 0 }, Unused("web", 50) with { UsesPerHour = 9 })));

    [Theory]
    [InlineData(4.9, 1, "b")]
    [InlineData(5, 1, "a")]
    [InlineData(7.9, 4, "b")]
    [InlineData(8, 4, "a")]
    public void A_young_one_stays_while_another_may_go(double lived, double start, string victim) => Assert.Equal(
        [victim], Victims(Decide(200, Wants(50),
            Unused("a", 100) with { Lived = TimeSpan.FromSeconds(lived), Start = TimeSpan.FromSeconds(start), UsesPerHour = 0.001 }, Unused("b", 100))));

    [Fact]
    public void A_young_one_goes_when_nothing_else_helps() => Assert.Equal(["a"], Victims(Decide(200, Wants(150), Unused("a", 100) with { Lived = TimeSpan.Zero })));

    [Fact]
    public void Three_that_fill_it_by_twos_do_not_chase_the_one_that_has_just_come() => Assert.Equal(
        ["a"], Victims(Decide(200, Wants(100), Unused("a", 100) with { UsesPerHour = 100 }, Unused("b", 100) with { Lived = TimeSpan.FromSeconds(1), UsesPerHour = 1 })));

    [Fact]
    public void A_launch_beside_another_of_its_child_takes_memory_and_no_place()
    {
        RoomLimit[] limits = [RoomLimit.Memory(200 * MiB), RoomLimit.Running(1)];
        Assert.Equal(Admit.Now, RoomPlan.For([Used("new", 100)], Wants(100), limits));
        Assert.IsType<WaitFor>(RoomPlan.For([Used("new", 100), Used("a", 50)], Wants(100), [limits[0]]));
    }

    [Fact]
    public void So_many_may_run_and_what_listens_on_nothing_is_not_counted()
    {
        RoomLimit[] one = [RoomLimit.Running(1)];
        Assert.Equal(["a"], Victims(RoomPlan.For([Unused("a", 0), Unused("job", 0) with { Counts = false }], Wants(0), one)));
        Assert.Equal(Admit.Now, RoomPlan.For([Unused("a", 0)], Wants(0) with { Counts = false }, one));
    }

    [Fact]
    public void Members_of_a_group_make_way_for_each_other_only()
    {
        RoomLimit[] gpu = [RoomLimit.Of("gpu", new HashSet<string> { "a", "new" }, 1)];
        Assert.Equal(["a"], Victims(RoomPlan.For([Unused("b", 0) with { UsesPerHour = 0 }, Unused("a", 9)], Wants(0), gpu)));
        Assert.Equal(["a"], Assert.IsType<WaitFor>(RoomPlan.For([Unused("b", 0), Used("a", 9)], Wants(0), gpu)).Names);
        Assert.Equal(Admit.Now, RoomPlan.For([Used("a", 0)], new Wanted("other", 0), gpu));
    }

    [Fact]
    public void Too_much_already_makes_the_least_worth_go_though_nobody_waits()
    {
        Assert.Equal(["b"], Victims(Decide(200, null, Unused("a", 150) with { UsesPerHour = 5 }, Unused("b", 100))));
        Assert.Equal(Admit.Now, Decide(200, null, Unused("a", 150)));
        Assert.IsType<WaitFor>(Decide(200, null, Used("a", 250)));
    }

    private static RoomDecision Decide(long mebibytes, Wanted? wanted, params Occupant[] children) => RoomPlan.For(children, wanted, [RoomLimit.Memory(mebibytes * MiB)]);

    private static IEnumerable<string> Victims(RoomDecision decision) => Assert.IsType<Evict>(decision).Victims.Select(v => v.Name);

    private static Wanted Wants(long mebibytes) => new("new", mebibytes * MiB);

    private static Occupant Unused(string name, long mebibytes) => Old with { Name = name, Bytes = mebibytes * MiB };

    private static Occupant Used(string name, long mebibytes) => new(name, mebibytes * MiB) { Lived = TimeSpan.FromHours(1) };
}
