using Akka.Actor;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Management;

/// <summary>Beside the child of every spec there are: cron, started with the spinner, and idle, which nobody has started.</summary>
public class SpinnerManagerSpec(TableSystem table) : ChildSpecs(table)
{
    private static readonly string[] Declared = ["cron", "idle", Name];

    protected override SpinnerOptions Adjust(SpinnerOptions options) => options with
    {
        Children =
        [
            .. options.Children,
            new ChildOptions { Name = "cron", Command = "any", Autostart = true, StopTimeout = Seconds(20) },
            new ChildOptions { Name = "idle", Command = "any" },
        ],
    };

    [Fact]
    public void Declared_children_are_listed_before_anybody_starts_them()
    {
        var children = Send(new ListChildren()).Gets<ChildList>().Children;

        Assert.Equal(Declared, children.Keys.Order());
        Assert.Equal((ChildState.Stopped, "never started"), (children["idle"].State, children["idle"].DownBecause));
    }

    [Fact]
    public void Those_with_autostart_are_started_with_the_spinner()
    {
        Assert.Equal("cron", Launch.Plan.Name);
        Launched(1);
        Launch.BecomeReady();
        Assert.Equal(ChildState.Started, Send(new GetChild("cron")).Gets<ChildInfo>().State);
        Assert.IsType<ChildStarted>(Assert.Single(TakeEvents()));
    }

    [Fact]
    public void A_command_that_names_its_child_in_two_ways_is_refused()
    {
        var refused = Send(new StartChild("web", new ChildOptions { Name = "api", Command = "any" })).Gets<Rejected>();

        Assert.Equal(
            (SpinnerError.InvalidOptions, "Options.Name is \"api\"; allowed: the command's own name \"web\", or none"), (refused.Reason, refused.Detail));
        Assert.Equal(Declared, Send(new ListChildren()).Gets<ChildList>().Children.Keys.Order());
    }

    [Fact]
    public void A_declared_child_is_started_by_its_name_alone()
    {
        var start = Send(new StartChild("idle"));

        Launch.BecomeReady();

        Assert.Equal("idle", start.Gets<ChildReady>().Name);
        ForgetEvents();
        StopLaunches();
    }

    [Fact]
    public void A_script_is_a_child_named_by_its_path()
    {
        Send(new StartChild("tools/job.sh", new ChildOptions { Script = "tools/job.sh", Monitor = MonitorTarget.None }));

        Assert.Equal(("tools/job.sh", "sh"), (Launch.Plan.Name, Launch.Plan.Command));
        Assert.Contains("tools/job.sh", Send(new ListChildren()).Gets<ChildList>().Children.Keys);
        StopLaunches();
    }

    [Fact]
    public void A_script_that_does_not_exist_is_rejected_before_it_is_launched()
    {
        Rejects(Send(new StartChild("no/such/job.sh", new ChildOptions { Script = "no/such/job.sh" })), SpinnerError.MonitorMissing, "no/such/job.sh");
        Launched(1);
    }

    [Fact]
    public void Invalid_options_are_told_all_at_once_and_nothing_is_made()
    {
        var start = Send(new StartChild("new", new ChildOptions { Attempts = 0, IdleTime = TimeSpan.Zero, StopTimeout = TimeSpan.FromDays(99) }));

        var rejected = start.Gets<Rejected>();
        Assert.Equal(SpinnerError.InvalidOptions, rejected.Reason);
        Assert.All(["Attempts", "IdleTime", "StopTimeout", "Command"], option => Assert.Contains(option, rejected.Detail));
        Send(new GetChild("new")).Gets<NoSuchChild>();
        Launched(1);
    }

    [Fact]
    public void Who_asks_for_a_name_nobody_knows_is_told_so()
    {
        Assert.Equal(new NoSuchChild("x") { Detail = "no child 'x'; declared: cron, idle, web" }, Send(new StopChild("x")).Gets<NoSuchChild>());
        Assert.Equal(new NoSuchChild("x") { Detail = "no child 'x'; declared: cron, idle, web" }, Send(new RestartChild("x")).Gets<NoSuchChild>());
        Assert.Equal(new NoSuchChild("x") { Detail = "no child 'x'; declared: cron, idle, web" }, Send(new RemoveChild("x")).Gets<NoSuchChild>());
        Assert.Equal(new NoSuchChild("x") { Detail = "no child 'x'; declared: cron, idle, web" }, Send(new GetChild("x")).Gets<NoSuchChild>());
    }

    [Fact]
    public void Names_are_told_apart_by_case_and_may_be_anything()
    {
        foreach (var name in (string[])["Web", "/a/b", "ü $x", "child-1"])
        {
            Send(new StartChild(name, Options with { Name = name }));
            Assert.Equal(name, Launch.Plan.Name);
        }

        StopLaunches();
    }

    [Fact]
    public void StopAll_stops_all_at_once_and_answers_when_the_slowest_is_gone()
    {
        Send(Start);

        var all = Send(new StopAllChildren());

        Assert.All(Launcher.Launches, launch => Assert.Equal(["SIGTERM"], launch.Signals));
        Launcher.Launches[1].Exit(0);
        all.Waits();
        Launcher.Launches[0].Exit(0);
        Assert.Empty(all.Gets<AllStopped>().Failed);
        Assert.Equal(2, TakeEvents().OfType<ChildStopped>().Count());
    }

    [Fact]
    public void StopAll_names_those_that_could_not_be_stopped()
    {
        var all = Send(new StopAllChildren());

        Clock.Advance(Seconds(20));
        Clock.Advance(Seconds(5));

        Assert.Equal("cron", Assert.Single(all.Gets<AllStopped>().Failed).Name);
        ForgetEvents();
    }

    [Fact]
    public void StopAll_of_no_children_is_answered_at_once()
    {
        foreach (var name in Declared) Send(new RemoveChild(name));
        Launch.Exit(0);
        ForgetEvents();

        Assert.Empty(Send(new StopAllChildren()).Gets<AllStopped>().Failed);
    }

    [Fact]
    public void A_drain_stops_all_and_refuses_known_and_unknown_names_from_now_on()
    {
        var drain = Asker();
        Manager.Tell(new Request(new DrainAll(Seconds(35)), new ActorWaiter(drain)));
        drain.Waits();

        Rejects(Send(Start), SpinnerError.ShuttingDown);
        Rejects(Send(new StartChild("new", Options with { Name = null })), SpinnerError.ShuttingDown, "new");
        Launch.Exit(0);

        Assert.Empty(drain.Gets<AllStopped>().Failed);
        ForgetEvents();
    }

    [Fact]
    public void The_end_of_the_spinner_kills_and_answers()
    {
        var start = Send(Start);

        End();

        Rejects(start, SpinnerError.Aborted);
        Assert.Equal(0, Launcher.Living);
        Assert.True(Setup.Closed.IsCancellationRequested);
    }

    private void StopLaunches()
    {
        Send(new StopAllChildren());
        foreach (var launch in Launcher.Launches) launch.Exit(0);
        ForgetEvents();
    }
}
