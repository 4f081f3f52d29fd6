using Akka.Actor;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Needs;

/// <summary>How far a need has to be, and what becomes of a dependant when it is launched anew.</summary>
public class WhenSpec(TableSystem table) : NeedSpecs(table)
{
    protected override IReadOnlyList<ChildOptions> Declared =>
    [
        Server("db"), Server("eager", new ChildNeed("db") { When = NeedWhen.Started }), Server("follower", new ChildNeed("db") { RestartWith = true }),
        Server("gapless", new ChildNeed("db") { RestartWith = true }) with { Reload = ReloadMode.Overlap, IdleTime = ChildOptions.Never },
        Task("migrate") with { Monitor = MonitorTarget.Path(Script) }, Server("api", "migrate"),
        Server("store") with { Reload = ReloadMode.Overlap },
        Server("shop", new ChildNeed("store") { RestartWith = true }) with { Reload = ReloadMode.Overlap, IdleTime = ChildOptions.Never },
    ];

    [Fact]
    public void Started_means_that_there_is_a_process()
    {
        Prompt.Add("eager");
        Endpoints.RefuseNext("none is free");
        Assert.Equal(SpinnerError.NeedFailed, Start("eager").Gets<Rejected>().Reason);
        Assert.Equal(0, LaunchesOf("eager"));

        Start("eager").Gets<ChildReady>();

        Assert.Equal((ChildState.Starting, 1), (State("db"), LaunchesOf("db")));
        Launch("db").BecomeReady();
        Assert.Equal(["needed by eager"], HeldBy("db"));
    }

    [Fact]
    public void Started_it_is_also_when_the_process_was_there_before()
    {
        Prompt.Add("eager");
        Start("db");

        Start("eager").Gets<ChildReady>();

        Launch("db").BecomeReady();
        Assert.Equal(["needed by eager"], HeldBy("db"));
    }

    [Fact]
    public void A_new_launch_of_the_need_replaces_the_dependant()
    {
        Prompt.UnionWith(["db", "follower"]);
        Start("follower").Gets<ChildReady>();

        Send(new RestartChild("db")).Gets<ChildReady>();

        Assert.Equal((2, 2), (LaunchesOf("db"), LaunchesOf("follower")));
        Assert.Equal(ChildState.Started, State("follower"));
        Assert.Equal(["needed by follower"], HeldBy("db"));
        Assert.Equal(TransitionCause.Need, Events.Heard.OfType<ChildRestarted>().Last(e => e.Name == "follower").Cause);
    }

    [Fact]
    public void Without_a_gap_where_it_overlaps_and_both_launches_hold_what_they_need()
    {
        Prompt.UnionWith(["db", "gapless"]);
        Start("gapless").Gets<ChildReady>();
        Prompt.Remove("gapless");

        Send(new RestartChild("db")).Gets<ChildReady>();

        Assert.Equal((2, ChildState.Started), (LaunchesOf("gapless"), State("gapless")));
        Assert.Equal(["needed by gapless", "needed by gapless"], HeldBy("db"));
        Launch("gapless").BecomeReady();
        Assert.Equal(["needed by gapless"], HeldBy("db"));
        Assert.Equal(2, LaunchesOf("gapless"));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_need_and_its_dependant_that_overlap_at_once_come_to_one_launch_each(bool needIsFirst)
    {
        Prompt.UnionWith(["store", "shop"]);
        Start("shop").Gets<ChildReady>();
        Prompt.Clear();
        Send(new RestartChild("store"));
        Send(new RestartChild("shop"));
        Assert.Equal((2, 2), (LaunchesOf("store"), LaunchesOf("shop")));
        Assert.Equal((ChildState.Started, ChildState.Started), (State("store"), State("shop")));

        Launch(needIsFirst ? "store" : "shop").BecomeReady();
        Launch(needIsFirst ? "shop" : "store").BecomeReady();
        while (State("shop") == ChildState.Started && Info("shop").Pid != Launch("shop").Pid) Launch("shop").BecomeReady();

        Assert.Equal((1, 1), (Launcher.LaunchesOf("store").Count(l => l.IsAlive), Launcher.LaunchesOf("shop").Count(l => l.IsAlive)));
        Assert.Equal(["needed by shop"], HeldBy("store"));
        // What was launched beside the old store, or in its time, is followed by one of the new store's.
        Assert.True(Launcher.LaunchesOf("shop").Count is 2 or 3);
    }

    [Fact]
    public void A_need_that_is_launched_anew_while_the_dependant_starts_replaces_it_once_it_serves()
    {
        Prompt.Add("db");
        Start("follower");
        Send(new RestartChild("db")).Gets<ChildReady>();
        Assert.Equal(1, LaunchesOf("follower"));

        Launch("follower").BecomeReady();

        Assert.Equal(2, LaunchesOf("follower"));
        Launch("follower").BecomeReady();
        Assert.Equal((2, ChildState.Started), (LaunchesOf("follower"), State("follower")));
    }

    [Fact]
    public void A_task_is_done_again_when_what_it_monitors_has_changed()
    {
        Prompt.UnionWith(["migrate", "api"]);
        Start("api").Gets<ChildReady>();
        Send(new StopChild("api")).Gets<StopSucceeded>();
        Start("api").Gets<ChildReady>();
        Assert.Equal(1, LaunchesOf("migrate"));
        Send(new StopChild("api")).Gets<StopSucceeded>();

        Member("migrate").Tell(new ContentChanged(Script));
        Start("api").Gets<ChildReady>();

        Assert.Equal(2, LaunchesOf("migrate"));
    }

    [Fact]
    public void A_task_is_done_again_when_its_options_have_changed()
    {
        Prompt.UnionWith(["migrate", "api"]);
        Start("api").Gets<ChildReady>();
        Send(new StopChild("api")).Gets<StopSucceeded>();

        Send(new StartChild("migrate", Task("migrate") with { Args = ["--all"] })).Gets<ChildCompleted>();
        Start("api").Gets<ChildReady>();

        Assert.Equal(2, LaunchesOf("migrate"));
    }

    private IActorRef Member(string name) => Find($"child-{Declared.Select(c => c.Name).ToList().IndexOf(name) + 1}");
}
