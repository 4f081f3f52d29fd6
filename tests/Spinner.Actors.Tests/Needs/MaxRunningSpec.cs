using Akka.Actor;
using Spinner.Actors.Signals;
using Spinner.Actors.Tests.Capacity;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Needs;

/// <summary>Two children may run at a time: who waits, who makes way, and what that is called.</summary>
public class MaxRunningSpec(TableSystem table) : RoomSpecs(table)
{
    protected override IReadOnlyList<ChildOptions> Declared { get; } =
    [
        Server("a"), Server("b"), Server("c"), Server("d"),
        Server("gapless") with { Reload = ReloadMode.Overlap }, Server("web", "db"), Server("db"), ChildOptions.Worker("clock", "any"), Task("job"),
    ];

    protected override int? MaxRunning => 2;

    [Fact]
    public void A_start_beyond_it_stops_the_one_unused_longest()
    {
        Ready("a", "b");
        Stubborn.Add("a");
        var c = Start("c");

        Assert.Equal(["SIGTERM"], Launch("a").Signals);
        Assert.Equal(0, LaunchesOf("c"));
        Assert.Equal("room: 2 of 2 run, a, b", Info("c").WaitsFor);
        Launch("a").Exit(0);
        Launch("c").BecomeReady();
        c.Gets<ChildReady>();
        Assert.Equal(TransitionCause.Room, Events.Heard.OfType<ChildStopped>().Single().Cause);
        Assert.Equal("stopped, because nobody used it and another wanted to run", Info("a").DownBecause);
    }

    [Fact]
    public void One_that_is_used_or_held_is_never_stopped_and_the_start_waits_for_it()
    {
        Ready("a", "b");
        Use("a");
        Send(new StartChild("b") { Lease = true }).Gets<ChildReady>();
        Prompt.Add("c");
        var c = Start("c");
        Assert.Empty(Launch("a").Signals.Concat(Launch("b").Signals));

        Gate("a").Exit();

        c.Gets<ChildReady>();
        Assert.Equal((ChildState.Stopped, ChildState.Started), (State("a"), State("b")));
    }

    [Fact]
    public void Who_waits_too_long_is_told_so_and_may_try_at_once()
    {
        Ready("a", "b");
        Use("a");
        Use("b");
        var c = Start("c");
        Clock.Advance(Seconds(30));

        var rejected = c.Gets<Rejected>();
        Assert.Equal((SpinnerError.NoRoom, "not started within 30 s: no room: 2 of 2 run, a, b"), (rejected.Reason, rejected.Detail));
        Gate("a").Exit();
        Prompt.Add("c");
        Start("c").Gets<ChildReady>();
    }

    [Fact]
    public void Those_that_wait_go_in_in_the_order_they_asked()
    {
        Ready("a", "b");
        Use("a");
        Use("b");
        var (c, d) = (Start("c"), Start("d"));
        Prompt.UnionWith(["c", "d"]);
        Gate("a").Exit();

        // The first is unused the moment it is ready.
        c.Gets<ChildReady>();
        d.Gets<ChildReady>();
        Assert.Equal(["a", "b", "c", "d"], Launches);
        Assert.Equal((ChildState.Stopped, ChildState.Started), (State("c"), State("b")));
    }

    [Fact]
    public void What_is_kept_and_what_listens_on_nothing_makes_no_way()
    {
        Prompt.UnionWith(["kept", "c", "job"]);
        Send(new StartChild("kept", Server("kept") with { Keep = true })).Gets<ChildReady>();
        Start("clock");
        Launch("clock").BecomeReady();
        Start("job").Gets<ChildCompleted>();
        Ready("a");
        Start("c").Gets<ChildReady>();

        Assert.Equal((ChildState.Started, ChildState.Stopped, ChildState.Started), (State("kept"), State("a"), State("clock")));
    }

    [Fact]
    public void A_launch_beside_another_of_the_same_child_takes_no_place_of_its_own()
    {
        Ready("a", "gapless");
        Use("a");
        Use("gapless");
        Prompt.Add("gapless");

        Send(new RestartChild("gapless")).Gets<ChildReady>();

        Assert.Equal(2, LaunchesOf("gapless"));
        var c = Start("c");
        Gate("a").Exit();
        Launch("c").BecomeReady();
        c.Gets<ChildReady>();
    }

    [Fact]
    public void One_that_crashed_waits_for_its_place_like_any_other()
    {
        Ready("a", "b");
        Use("a");
        Use("b");
        var c = Start("c");

        Launch("a").Exit(1);

        Launch("c").BecomeReady();
        c.Gets<ChildReady>();
        Assert.Equal(("room: 2 of 2 run, b, c", ChildState.Restarting), (Info("a").WaitsFor, State("a")));
        Clock.Advance(Seconds(1));
        Assert.Equal((2, ChildState.Stopped), (LaunchesOf("a"), State("c")));
    }

    [Fact]
    public void What_a_child_needs_has_its_place_and_is_held()
    {
        Prompt.UnionWith(["db", "web"]);
        Ready("a", "b");
        Start("web").Gets<ChildReady>();
        Assert.Equal((ChildState.Stopped, ChildState.Stopped), (State("a"), State("b")));
        Use("web");
        Prompt.Add("c");
        var c = Start("c");

        Assert.Empty(c.Heard);
        Gate("web").Exit();
        c.Gets<ChildReady>();
        Assert.Equal((ChildState.Started, ChildState.Stopped), (State("db"), State("web")));
    }

    [Fact]
    public void A_lower_limit_stops_what_nobody_uses_and_a_higher_one_lets_in()
    {
        Ready("a", "b");
        Use("b");

        Manager.Tell(new SetRoom(new SpinnerOptions { MaxRunning = 1 }));

        Assert.Equal((ChildState.Stopped, ChildState.Started), (State("a"), State("b")));
        Prompt.UnionWith(["c", "d"]);
        var (c, d) = (Start("c"), Start("d"));
        Assert.Empty(c.Heard.Concat(d.Heard));
        Manager.Tell(new SetRoom(new SpinnerOptions()));
        c.Gets<ChildReady>();
        d.Gets<ChildReady>();
    }

    [Fact]
    public void One_that_is_used_in_the_moment_it_is_to_stop_stays_and_another_goes() => AssertAnotherGoes();

    [Fact]
    public void A_start_that_nobody_waits_for_any_more_gives_up_its_turn()
    {
        Ready("a", "b");
        Use("a");
        Use("b");
        var gone = new ReplyWaiter();
        Manager.Tell(new Request(new StartChild("c"), gone));
        gone.TryFail(new OperationCanceledException());
        Manager.Tell(new Cancelled("c", gone));
        Assert.Equal(ChildState.Stopped, State("c"));

        Gate("a").Exit();

        Assert.Equal(ChildState.Started, State("a"));
        Assert.Equal(0, LaunchesOf("c"));
    }
}
