namespace Spinner.Actors.Tests.Capacity;

// What children were seen to hold, beside what their options say.
public partial class MemoryBudgetSpec
{
    [Fact]
    public void One_that_grows_beyond_what_it_was_said_to_take_keeps_others_out()
    {
        Ready("small", "a");
        Use("a");
        Launch("a").Memory = 160 * MiB;
        Clock.Advance(Seconds(10));
        // 50 and 160 are too much already: who is not used goes though nobody waits.
        Assert.Equal(ChildState.Stopped, State("small"));

        var small = Start("small");
        Assert.Equal("room: 50 MiB wanted, 40 MiB of 200 MiB free, a 160 MiB", Info("small").WaitsFor);
        Launch("a").Memory = 10 * MiB;
        Gate("a").Exit();
        Launch("small").BecomeReady();
        small.Gets<ChildReady>();
        Assert.Equal(ChildState.Stopped, State("a"));
    }

    [Fact]
    public void One_that_once_held_more_than_there_is_runs_alone()
    {
        Ready("x");
        Launch("x").Memory = 500 * MiB;
        Clock.Advance(Seconds(10));
        Send(new StopChild("x")).Gets<StopSucceeded>();
        Ready("small");

        Prompt.Add("x");
        Start("x").Gets<ChildReady>();

        Assert.Equal(ChildState.Stopped, State("small"));
    }

    [Fact]
    public void And_with_what_it_needs()
    {
        Prompt.UnionWith(["db", "y", "eater"]);
        Send(new StartChild("eater", Server("eater", "db"))).Gets<ChildReady>();
        Launch("eater").Memory = 500 * MiB;
        Clock.Advance(Seconds(10));
        Send(new StopChild("eater")).Gets<StopSucceeded>();
        Start("y").Gets<ChildReady>();

        Start("eater").Gets<ChildReady>();

        Assert.Equal((ChildState.Stopped, ChildState.Started), (State("y"), State("db")));
    }

    [Fact]
    public void What_was_never_measured_takes_what_others_take()
    {
        Ready("x");
        Launch("x").Memory = 150 * MiB;
        Use("x");
        Clock.Advance(Seconds(10));

        Start("y");

        Assert.Equal("room: 150 MiB wanted, 50 MiB of 200 MiB free, x 150 MiB", Info("y").WaitsFor);
        Gate("x").Exit();
        Assert.Equal((1, ChildState.Stopped), (LaunchesOf("y"), State("x")));
        Launch("y").Memory = 20 * MiB;
        Launch("y").BecomeReady();
        Clock.Advance(Seconds(10));
        Prompt.Add("big");
        Start("big").Gets<ChildReady>();
        Assert.Equal(ChildState.Started, State("y"));
    }

    [Fact]
    public void What_its_processes_share_is_counted_once()
    {
        Ready("x");
        Use("x");
        (Launch("x").Memory, Launch("x").MemoryShare) = (180 * MiB, 60 * MiB);
        Clock.Advance(Seconds(10));
        Prompt.Add("a");

        Start("a").Gets<ChildReady>();
        Use("a");
        Start("b");
        Assert.EndsWith("40 MiB of 200 MiB free, a 100 MiB, x 60 MiB", Info("b").WaitsFor);
    }

    [Fact]
    public void What_a_launch_holds_before_it_serves_is_not_all_it_takes()
    {
        SlowlyReady("x", TimeSpan.Zero);
        Launch("x").Memory = 90 * MiB;
        Use("x");
        Clock.Advance(Seconds(10));
        OnLaunch = launch => launch.Memory = 5 * MiB;
        Start("y");
        Clock.Advance(Seconds(10));

        // Guessed by the other, and not measured in the middle of its start.
        Start("a");
        Assert.Equal("room: 100 MiB wanted, 20 MiB of 200 MiB free, x 90 MiB, y 90 MiB", Info("a").WaitsFor);
        Launch("y").Memory = 120 * MiB;
        Clock.Advance(Seconds(10));
        Assert.EndsWith(" free, y 120 MiB, x 90 MiB", Info("a").WaitsFor);
        Launch("y").Memory = 10 * MiB;
        Launch("y").BecomeReady();
        Use("y");
        Clock.Advance(Seconds(10));
        // 90 and 10 leave room for it.
        Assert.Equal(1, LaunchesOf("a"));
    }
}
