namespace Spinner.Actors.Tests.Table;

/// <summary>What a child is awaited by, and what it says meanwhile.</summary>
public class ReadinessSpec(TableSystem table) : ChildSpecs(table)
{
    public static TheoryData<Readiness, string, string> Ways => new()
    {
        { Readiness.Listen, "listen on", "listened on" },
        { Readiness.Notify, "say READY=1", "said READY=1" },
        { Readiness.Log("^up$"), "write a line like /^up$/", "wrote a line like /^up$/" },
        { Readiness.Exec("isready", ["x"]), "make isready end with 0", "made isready end with 0" },
        { Readiness.Http("/health", new StatusRange(200, 204)), "answer GET /health on", "answered GET /health on" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void An_error_names_what_was_awaited_and_what_was_said(Readiness ready, string late, string ended)
    {
        Await(ready);
        Launch.StatusText = "migrating";
        Assert.Equal(ready, Launch.Plan.Ready);
        Assert.Equal("migrating", Info.StatusText);
        Launch.Exit(3);
        var error = Published<ChildError>(TransitionCause.Start);
        Assert.StartsWith($"ended with exit code 3 before it {ended}", error.Detail, StringComparison.Ordinal);
        Assert.EndsWith("; its status: migrating", error.Detail, StringComparison.Ordinal);

        Clock.Advance(Seconds(0.24));
        Clock.Advance(Seconds(30));
        Launch.ExitBySignal(9);
        Assert.StartsWith($"did not {late}", Published<ChildError>(TransitionCause.Start).Detail, StringComparison.Ordinal);
        ForgetEvents();
    }

    [Fact]
    public void A_child_that_fails_with_a_path_in_PORT_is_told_so_until_it_has_served_once()
    {
        const string Hint = "its PORT is a path: a program that wants a number there needs endpoint = tcp";
        Send(new StartChild(Name, Options with { Endpoint = EndpointSpec.Unix }));

        Launch.Exit(3);
        Assert.EndsWith(Hint, Published<ChildError>(TransitionCause.Start).Detail, StringComparison.Ordinal);
        Clock.Advance(Seconds(0.25));
        Launch.BecomeReady();
        ForgetEvents();
        Send(Restart);
        Launch.ExitBySignal(15);
        Launch.Exit(3);
        Assert.DoesNotContain("PORT", Published<ChildError>(TransitionCause.Restart).Detail, StringComparison.Ordinal);
        ForgetEvents();
    }

    [Fact]
    public void The_status_is_that_of_the_launch_in_hand_or_the_last_one()
    {
        Await(Readiness.Notify);
        Launch.BecomeReady();
        Launch.StatusText = "serving";
        Assert.Equal("serving", Info.StatusText);
        Send(Restart);
        Launch.StatusText = "bye";
        Launch.Exit(0);
        Assert.Null(Info.StatusText);
        Send(Stop);
        Launch.StatusText = "bye again";
        Launch.Exit(0);
        Assert.Equal("bye again", Info.StatusText);
        ForgetEvents();
    }

    [Fact]
    public void A_launch_is_told_the_run_directory_of_its_spinner()
    {
        Await(Readiness.Notify);
        Assert.Equal("/run/of/ours", Launch.Plan.RunDirectory);
        ForgetEvents();
    }

    protected override SpinnerOptions Adjust(SpinnerOptions options) => options with { RunDirectory = "/run/of/ours" };

    private void Await(Readiness ready) => Send(new StartChild(Name, Options with { Ready = ready }));
}
