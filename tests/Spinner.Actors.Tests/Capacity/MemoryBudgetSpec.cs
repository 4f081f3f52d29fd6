using Akka.Actor;
using Spinner.Actors.Signals;
using Spinner.Actors.Tests.Needs;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Capacity;

/// <summary>200 MiB for all: who waits, who makes way, and what is said of it.</summary>
public partial class MemoryBudgetSpec(TableSystem table) : RoomSpecs(table)
{
    protected override IReadOnlyList<ChildOptions> Declared { get; } =
    [
        Sized("a", 100), Sized("b", 100), Sized("c", 100), Sized("big", 150), Sized("small", 50), Sized("all", 200), Sized("huge", 201),
        Sized("web", 100, "db"), Sized("db", 100), Sized("fat", 150, "db"), Sized("gapless", 100) with { Reload = ReloadMode.Overlap },
        Server("x"), Server("y"), ChildOptions.Worker("clock", "any") with { Memory = 150 * MiB }, Task("job") with { Memory = 150 * MiB },
    ];

    protected override MemoryBudget? Budget => MemoryBudget.Size(200 * MiB);

    [Fact]
    public void Two_that_fit_singly_and_not_together_run_one_after_the_other()
    {
        Prompt.UnionWith(["big", "all"]);
        Start("big").Gets<ChildReady>();
        Use("big");
        var all = Start("all");

        Assert.Equal("room: 200 MiB wanted, 50 MiB of 200 MiB free, big 150 MiB", Info("all").WaitsFor);
        Gate("big").Exit();

        all.Gets<ChildReady>();
        Assert.Equal(ChildState.Stopped, State("big"));
    }

    [Fact]
    public void More_than_there_is_is_refused_at_once_with_the_figures()
    {
        var rejected = Start("huge").Gets<Rejected>();

        Assert.Equal((SpinnerError.NoRoom, "no room: takes 201 MiB, and the memory budget is 200 MiB"), (rejected.Reason, rejected.Detail));
    }

    [Fact]
    public void With_what_it_needs_too()
    {
        Prompt.UnionWith(["db", "fat"]);

        var rejected = Start("fat").Gets<Rejected>();

        Assert.Equal("no room: takes 250 MiB, with what it needs, and the memory budget is 200 MiB", rejected.Detail);
        Assert.Empty(HeldBy("db"));
    }

    [Fact]
    public void A_wait_that_ends_names_who_holds_how_much()
    {
        Ready("a", "b");
        Use("a");
        Use("b");
        var c = Start("c");
        Clock.Advance(Seconds(30));

        Assert.Equal("not started within 30 s: no room: 100 MiB wanted, 0 bytes of 200 MiB free, a 100 MiB, b 100 MiB", c.Gets<Rejected>().Detail);
    }

    [Fact]
    public void Who_makes_way_says_for_whom_and_what_it_costs()
    {
        Ready("a", "b");
        Prompt.Add("c");
        Start("c").Gets<ChildReady>();

        var stopped = Events.Heard.OfType<ChildStopped>().Single();
        Assert.Equal(("a", TransitionCause.Room, "c"), (stopped.Name, stopped.Cause, stopped.For));
        Assert.Equal("100 MiB, 0 s to start, 1.4 uses per hour", stopped.Detail);
        Assert.Equal($"stopped, because nobody used it and c wanted to run: {stopped.Detail}", Info("a").DownBecause);
    }

    [Fact]
    public void Who_takes_longest_to_start_and_is_used_most_stays()
    {
        SlowlyReady("a", Seconds(10));
        SlowlyReady("b", Seconds(1));
        Clock.Advance(TimeSpan.FromMinutes(1));
        Use("b");
        Gate("b").Exit();
        Prompt.Add("c");
        Start("c").Gets<ChildReady>();

        Assert.Equal((ChildState.Started, ChildState.Stopped), (State("a"), State("b")));
    }

    [Fact]
    public void The_one_that_has_just_come_is_not_chased_by_the_next()
    {
        Ready("a", "b");
        Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 50; i++) Gate("a").TryTouch();
        for (var i = 0; i < 50; i++) Gate("b").TryTouch();
        Prompt.UnionWith(["a", "b", "c"]);

        // By its worth c would go each time; none of the three goes within five seconds of its start while another may.
        Start("c").Gets<ChildReady>();
        var first = State("a") == ChildState.Stopped ? "a" : "b";
        Start(first).Gets<ChildReady>();

        Assert.Equal(ChildState.Started, State("c"));
        Assert.Equal(ChildState.Stopped, State(first == "a" ? "b" : "a"));
    }

    [Fact]
    public void One_that_is_used_in_the_moment_it_is_to_stop_stays_and_another_goes() => AssertAnotherGoes();

    [Fact]
    public void The_room_of_one_that_ignores_its_signal_is_free_when_it_is_gone()
    {
        Ready("a", "b");
        Stubborn.Add("a");
        var c = Start("c");
        Assert.Equal(["SIGTERM"], Launch("a").Signals);

        Clock.Advance(Seconds(9.9));
        Assert.Equal(0, LaunchesOf("c"));
        Clock.Advance(Seconds(0.1));

        Assert.Equal(["SIGTERM", "SIGKILL"], Launch("a").Signals);
        Launch("c").BecomeReady();
        c.Gets<ChildReady>();
        Assert.Equal(ChildState.Started, State("b"));
    }

    [Fact]
    public void A_declared_cost_that_is_far_too_high_is_taken_at_its_word()
    {
        Ready("big");
        Launch("big").Memory = 1 * MiB;
        Use("big");
        Clock.Advance(Seconds(10));
        Start("a");

        Assert.Equal("room: 100 MiB wanted, 50 MiB of 200 MiB free, big 150 MiB", Info("a").WaitsFor);
    }

    [Fact]
    public void A_lower_budget_stops_what_nobody_uses_and_a_higher_one_lets_in()
    {
        Ready("a", "b");
        Use("b");
        Prompt.Add("c");

        Manager.Tell(new SetRoom(new SpinnerOptions { MemoryBudget = MemoryBudget.Size(150 * MiB) }));

        Assert.Equal((ChildState.Stopped, ChildState.Started), (State("a"), State("b")));
        var c = Start("c");
        Assert.Empty(c.Heard);
        Manager.Tell(new SetRoom(new SpinnerOptions { MemoryBudget = MemoryBudget.Size(250 * MiB) }));
        c.Gets<ChildReady>();
        Assert.Equal(ChildState.Started, State("b"));
    }

    [Fact]
    public void A_smaller_start_passes_a_bigger_one_for_five_seconds()
    {
        Prompt.UnionWith(["small", "big", "db"]);
        Ready("a");
        Use("a");
        var big = Start("big");
        Start("small").Gets<ChildReady>();
        Use("small");
        Clock.Advance(Seconds(5));
        Send(new StopChild("small")).Gets<StopSucceeded>();

        var small = Start("small");

        Assert.Empty(small.Heard);
        Gate("a").Exit();
        big.Gets<ChildReady>();
        small.Gets<ChildReady>();
    }

    [Fact]
    public void Who_only_an_unused_one_needs_goes_behind_it()
    {
        Prompt.UnionWith(["web", "db", "all"]);
        Start("web").Gets<ChildReady>();

        Start("all").Gets<ChildReady>();

        Assert.Equal(["web", "db"], Events.Heard.OfType<ChildStopped>().Select(e => e.Name));
    }

    [Fact]
    public void While_two_launches_overlap_both_take_memory()
    {
        Prompt.UnionWith(["gapless", "small"]);
        Start("gapless").Gets<ChildReady>();
        Start("small").Gets<ChildReady>();
        Use("gapless");

        Send(new RestartChild("gapless")).Gets<ChildReady>();

        Assert.Equal((2, ChildState.Stopped), (LaunchesOf("gapless"), State("small")));
        Assert.Equal("gapless", Events.Heard.OfType<ChildStopped>().Single().For);
    }

    [Fact]
    public void Workers_and_tasks_take_memory_and_make_no_way()
    {
        Start("job");
        Start("clock");
        Assert.Equal("room: 150 MiB wanted, 50 MiB of 200 MiB free, job 150 MiB", Info("clock").WaitsFor);

        Launch("job").Exit(0);

        Launch("clock").BecomeReady();
        var a = Start("a");
        Assert.Empty(a.Heard);
        Assert.Equal(ChildState.Started, State("clock"));
    }
}
