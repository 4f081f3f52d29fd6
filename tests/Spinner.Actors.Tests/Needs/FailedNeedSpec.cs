using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Needs;

/// <summary>A need that cannot be had fails the start that needs it, and the failure names the chain.</summary>
public class FailedNeedSpec(TableSystem table) : NeedSpecs(table)
{
    protected override IReadOnlyList<ChildOptions> Declared =>
        [Server("web", "api"), Server("api", "db"), Server("db") with { Attempts = 1 }];

    [Fact]
    public void The_chain_is_named_with_what_failed_at_its_end()
    {
        var start = Start("web");
        Launch("db").WriteError("no space left");

        Launch("db").Exit(1);

        var rejected = start.Gets<Rejected>();
        Assert.Equal(SpinnerError.NeedFailed, rejected.Reason);
        Assert.Matches("^needs api needs db: db ended with exit code 1 before it listened on ", rejected.Detail);
        Assert.Equal(["no space left"], rejected.ErrorTail);
        Assert.Equal((ChildState.Faulted, ChildState.Faulted), (State("web"), State("api")));
        Assert.Equal(["db"], Launches);
    }

    [Fact]
    public void The_next_start_of_the_dependant_tries_at_once_and_the_need_says_until_when_it_does_not()
    {
        Start("web");
        Launch("db").Exit(1);

        Assert.Matches("^needs api needs db: db faulted: ended with exit code 1", Start("web").Gets<Rejected>().Detail);

        Prompt.UnionWith(["api", "db", "web"]);
        Clock.Advance(TimeSpan.FromMinutes(1));
        Start("web").Gets<ChildReady>();
    }

    [Fact]
    public void A_need_that_does_not_become_ready_in_time_is_named_when_the_deadline_of_the_dependant_passes()
    {
        var start = Send(new StartChild("web", Server("web", "api") with { StartTimeout = Seconds(5) }));

        Clock.Advance(Seconds(5));

        var rejected = start.Gets<Rejected>();
        Assert.Equal((SpinnerError.NeedFailed, "not started within 5 s: needs api, which is not there yet"), (rejected.Reason, rejected.Detail));
        // Others may want it.
        Assert.Equal(ChildState.Starting, State("api"));
        Assert.True(Launch("db").IsAlive);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_need_that_is_stopped_or_removed_while_it_is_awaited_fails_the_start(bool isRemoved)
    {
        var start = Start("api");

        Send(isRemoved ? new RemoveChild("db") : new StopChild("db"));

        Assert.Matches("^needs db: db ", start.Gets<Rejected>().Detail);
        Assert.Equal(0, LaunchesOf("api"));
    }

    [Fact]
    public void What_nobody_has_declared_is_named()
    {
        var start = Send(new StartChild("one", Server("one", "nobody")));

        Assert.Equal("needs nobody: nobody no child 'nobody'; declared: api, db, one, web", start.Gets<Rejected>().Detail);
    }

    [Fact]
    public void What_serves_is_never_done()
    {
        Prompt.Add("db");

        var start = Send(new StartChild("one", Server("one", new ChildNeed("db") { When = NeedWhen.Done })));
        Launch("db").BecomeReady();

        Assert.Equal("needs db done: it serves, and is no task that ends", start.Gets<Rejected>().Detail);
    }

    [Fact]
    public void What_needs_itself_by_options_that_came_later_is_told_so_instead_of_waiting()
    {
        var start = Send(new StartChild("db", Server("db", "web")));

        Assert.Contains("needs itself: ", start.Gets<Rejected>().Detail);
        Assert.Empty(Launches);
    }

    [Fact]
    public void What_needs_itself_is_no_option_of_a_start()
    {
        var start = Send(new StartChild("one", Server("one", "db", "one")));

        var rejected = start.Gets<Rejected>();
        Assert.Equal((SpinnerError.InvalidOptions, "Needs[1] is \"one\"; allowed: other children than itself"), (rejected.Reason, rejected.Detail));
        Assert.Empty(Launches);
    }

    [Fact]
    public void A_wanted_dependant_tries_again_by_itself()
    {
        Send(new StartChild("kept", Server("kept", "db") with { Keep = true }));
        Launch("db").Exit(1);
        Assert.Equal(ChildState.Faulted, State("kept"));
        Prompt.UnionWith(["db", "kept"]);

        Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(ChildState.Started, State("kept"));
    }
}
