namespace Spinner.Actors.Tests.Table;

/// <summary>A started launch that is looked at, every 10 s, and replaced after three looks in a row that found something wrong.</summary>
public class UnhealthySpec(TableSystem table) : ChildSpecs(table)
{
    private const string Wrong = "GET / was answered with 500, not 200-399";

    [Fact]
    public void Nobody_looks_at_one_that_asks_for_nothing()
    {
        InStarted();
        Clock.Advance(Seconds(1000));

        Assert.Equal(0, Launch.Checks);
    }

    [Fact]
    public void It_is_looked_at_from_when_it_is_ready_until_it_serves_no_more()
    {
        Send(Start with { Options = Looked });
        Clock.Advance(Seconds(29));
        Assert.Equal(0, Launch.Checks);
        Launch.BecomeReady();
        Clock.Advance(Seconds(9.9));
        Assert.Equal(0, Launch.Checks);
        Pass(10);
        Assert.Equal(10, Launch.Checks);

        Send(Stop);
        Pass(1);

        Assert.Equal(10, Launch.Checks);
        ForgetEvents();
    }

    [Fact]
    public void Three_wrong_looks_in_a_row_replace_it()
    {
        InLooked();
        Launch.Ailment = Wrong;
        Pass(2);
        Is(ChildState.Started);
        Pass(1);

        Is(ChildState.Restarting);
        Signalled("SIGTERM");
        var error = Published<ChildError>(TransitionCause.Unhealthy);
        Assert.Equal((SpinnerError.Unhealthy, $"{Wrong}, 3 times in a row; it is replaced", 1), (error.Reason, error.Detail, error.Launch));
        Launch.Exit(0);
        Launch.BecomeReady();
        Published<ChildRestarted>(TransitionCause.Unhealthy);
    }

    [Fact]
    public void One_that_is_well_just_in_time_every_time_is_never_replaced()
    {
        InLooked();
        for (var i = 0; i < 100; i++)
        {
            Launch.Ailment = Wrong;
            Pass(2);
            Launch.Ailment = null;
            Pass(1);
        }

        Is(ChildState.Started);
        Assert.Equal(300, Launch.Checks);
    }

    [Fact]
    public void One_that_never_gets_well_is_faulted_and_not_replaced_for_ever()
    {
        OnLaunch = launch => launch.Ailment = Wrong;
        InLooked();
        Pass(3);
        Launch.Exit(0);
        Launch.BecomeReady();
        Pass(3);
        Launch.Exit(0);

        Is(ChildState.Faulted);
        Assert.Equal($"{Wrong}, 3 times in a row; it had crashed or been replaced within 105 s before", Info.Fault!.Detail);
        Launched(2);
        ForgetEvents();
    }

    [Fact]
    public void What_was_faulted_is_looked_at_anew_when_it_serves_again()
    {
        InLooked();
        Launch.Ailment = Wrong;
        Pass(3);
        Launch.Exit(0);
        Launch.BecomeReady();
        Pass(2);

        Assert.Equal(2, Launch.Checks);
        Is(ChildState.Started);
        ForgetEvents();
    }

    private ChildOptions Looked => Options with { Live = Liveness.Http("/"), IdleTime = ChildOptions.Never };

    private void InLooked()
    {
        Send(Start with { Options = Looked });
        Launch.BecomeReady();
        ForgetEvents();
    }

    private void Pass(int looks)
    {
        for (var i = 0; i < looks; i++) Clock.Advance(Seconds(10));
    }
}
