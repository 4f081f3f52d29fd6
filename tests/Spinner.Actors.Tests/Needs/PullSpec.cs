using Akka.Actor;
using Spinner.Actors.Signals;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Needs;

/// <summary>A start has what it needs started first: transitively, in parallel, each once, and holds it while it lives.</summary>
public class PullSpec(TableSystem table) : NeedSpecs(table)
{
    // web needs api and jobs, both need db; db is declared last.
    protected override IReadOnlyList<ChildOptions> Declared =>
        [Server("web", "api", "jobs"), Server("api", "db", new("migrate") { When = NeedWhen.Done }), Server("jobs", "db"), Task("migrate", "db"), Server("db")];

    [Fact]
    public void A_diamond_is_started_once_each_and_in_its_order()
    {
        var start = Start("web");
        Assert.Equal(["db"], Launches);

        Launch("db").BecomeReady();
        Assert.Equal(["db", "migrate", "jobs"], Launches.Order(StringComparer.Ordinal).Order(Comparer<string>.Create((a, b) => Order(a) - Order(b))));
        Launch("jobs").BecomeReady();
        Launch("migrate").Exit(0);
        Assert.Equal(1, LaunchesOf("api"));
        Assert.Equal(0, LaunchesOf("web"));
        Launch("api").BecomeReady();
        start.Waits();
        Launch("web").BecomeReady();

        start.Gets<ChildReady>();
        Assert.Equal(5, Launches.Count());
        Assert.Equal(["needed by api", "needed by jobs"], HeldBy("db").Order());
        Assert.Equal(["needed by web"], HeldBy("api"));

        static int Order(string name) => name switch { "db" => 0, "migrate" => 1, _ => 2 };
    }

    [Fact]
    public void What_is_there_already_is_not_started_again()
    {
        Prompt.UnionWith(["db", "migrate"]);
        Start("db").Gets<ChildReady>();

        Start("api");
        Launch("api").BecomeReady();

        Assert.Equal((1, 1, 1), (LaunchesOf("db"), LaunchesOf("migrate"), LaunchesOf("api")));
    }

    [Fact]
    public void A_need_is_held_until_the_launch_that_needs_it_is_gone_and_its_idle_time_counts_from_there()
    {
        Prompt.UnionWith(["db", "jobs"]);
        Start("jobs").Gets<ChildReady>();
        Stubborn.Add("jobs");
        Clock.Advance(TimeSpan.FromMinutes(20));
        // It is used by nobody but by being needed.
        Assert.Null(Info("db").AliveBecause!.IdleDueAt);

        var stop = Send(new StopChild("jobs"));
        Assert.Equal(["needed by jobs"], HeldBy("db"));
        Clock.Advance(Seconds(10));

        stop.Gets<StopSucceeded>();
        Assert.Empty(HeldBy("db"));
        Assert.Equal(Clock.GetUtcNow() + TimeSpan.FromMinutes(30), Info("db").AliveBecause!.IdleDueAt);
        Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(ChildState.Stopped, State("db"));
    }

    [Fact]
    public void A_task_that_is_done_is_not_run_again_and_one_that_was_run_by_hand_counts()
    {
        Prompt.UnionWith(["db", "migrate", "api"]);
        Start("migrate").Gets<ChildCompleted>();
        Start("api").Gets<ChildReady>();
        Assert.Equal(1, LaunchesOf("migrate"));

        // By hand it runs again, whoever is done.
        Start("migrate").Gets<ChildCompleted>();
        Assert.Equal(2, LaunchesOf("migrate"));
    }

    [Fact]
    public void A_task_that_runs_again_is_awaited()
    {
        Prompt.UnionWith(["db"]);
        Start("migrate");
        Launch("migrate").Exit(0);
        Start("migrate");

        var start = Start("api");
        Assert.Equal(0, LaunchesOf("api"));
        Launch("migrate").Exit(0);

        Assert.Equal(1, LaunchesOf("api"));
        start.Waits();
    }

    [Fact]
    public void A_dependant_that_is_stopped_while_its_needs_start_lets_them_go()
    {
        var start = Start("jobs");

        Send(new StopChild("jobs")).Gets<StopSucceeded>();

        Assert.Equal(SpinnerError.Aborted, start.Gets<Rejected>().Reason);
        Assert.Equal(0, LaunchesOf("jobs"));
        Launch("db").BecomeReady();
        Assert.Empty(HeldBy("db"));
        Assert.NotNull(Info("db").AliveBecause!.IdleDueAt);
    }

    [Fact]
    public void One_that_is_removed_lets_them_go_too()
    {
        var start = Start("jobs");

        Send(new RemoveChild("jobs")).Gets<ChildRemoved>();

        Assert.Equal(SpinnerError.Aborted, start.Gets<Rejected>().Reason);
        Launch("db").BecomeReady();
        Assert.Empty(HeldBy("db"));
        Assert.Equal(0, LaunchesOf("jobs"));
    }

    [Fact]
    public void One_whose_start_nobody_waits_for_any_more_goes_on_and_holds_them_for_its_launch()
    {
        Prompt.Add("jobs");
        var gone = new ReplyWaiter();
        Manager.Tell(new Request(new StartChild("jobs"), gone));
        gone.TryFail(new OperationCanceledException());
        Manager.Tell(new Cancelled("jobs", gone));

        Launch("db").BecomeReady();

        Assert.Equal((ChildState.Started, 1), (State("jobs"), LaunchesOf("jobs")));
        Assert.Equal(["needed by jobs"], HeldBy("db"));
        Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(ChildState.Stopped, State("jobs"));
        Assert.Empty(HeldBy("db"));
    }

    [Fact]
    public void A_need_that_is_just_being_stopped_because_it_is_idle_is_launched_again()
    {
        Prompt.UnionWith(["db", "jobs"]);
        Stubborn.Add("db");
        Start("db").Gets<ChildReady>();
        Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal((ChildState.Stopping, 1), (State("db"), Launch("db").Signals.Count));

        var start = Start("jobs");
        start.Waits();
        Launch("db").Exit(0);

        start.Gets<ChildReady>();
        Assert.Equal((2, 1), (LaunchesOf("db"), LaunchesOf("jobs")));
        Assert.Equal(["needed by jobs"], HeldBy("db"));
        Stubborn.Clear();
    }

    [Fact]
    public void Or_stays_when_the_start_came_first()
    {
        Prompt.UnionWith(["db", "jobs"]);
        Start("db").Gets<ChildReady>();
        Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1));

        Start("jobs").Gets<ChildReady>();
        Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal((ChildState.Started, 1), (State("db"), LaunchesOf("db")));
    }

    [Fact]
    public void Without_its_needs_it_is_started_alone_and_holds_nothing()
    {
        Prompt.Add("jobs");

        Send(new StartChild("jobs") { WithoutNeeds = true }).Gets<ChildReady>();

        Assert.Equal(["jobs"], Launches);
    }

    [Fact]
    public void A_need_that_crashes_comes_back_and_is_held_still()
    {
        Prompt.UnionWith(["db", "jobs"]);
        Start("jobs").Gets<ChildReady>();

        Launch("db").Exit(1);

        Assert.Equal((ChildState.Started, 2), (State("db"), LaunchesOf("db")));
        Assert.Equal(["needed by jobs"], HeldBy("db"));
        Assert.Equal(1, LaunchesOf("jobs"));
    }

    [Fact]
    public void A_need_that_crashes_while_another_is_awaited_is_awaited_again()
    {
        Prompt.Add("db");
        Start("web");
        Launch("jobs").BecomeReady();
        Prompt.Remove("jobs");
        Launch("jobs").Exit(1);

        Launch("migrate").Exit(0);
        Launch("api").BecomeReady();
        Assert.Equal((2, 0), (LaunchesOf("jobs"), LaunchesOf("web")));
        Launch("jobs").BecomeReady();

        Assert.Equal(1, LaunchesOf("web"));
    }

    [Fact]
    public void A_thousand_of_them_share_one()
    {
        Prompt.Add("db");
        foreach (var number in Enumerable.Range(0, 1000)) Send(new StartChild($"job-{number}", Server($"job-{number}", "db")));

        Assert.Equal((1, 1001), (LaunchesOf("db"), Launcher.Launches.Count));
        Assert.Equal(1000, HeldBy("db").Count);
        Send(new StopAllChildren()).Gets<AllStopped>();
    }
}
