namespace Spinner.Actors.Tests.Table;

/// <summary>A started launch has missed its watchdog.</summary>
public class HangsSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void LaunchHangs_while_Started_kills_it_and_is_a_crash()
    {
        InStarted();
        Launch.Hang();

        Is(ChildState.Stopping);
        Assert.Null(Gate);
        Signalled("SIGKILL");
        var error = Published<ChildError>(TransitionCause.Crash);
        Assert.Equal((SpinnerError.Crashed, "it did not say WATCHDOG=1, so it is killed", 1), (error.Reason, error.Detail, error.Launch));
        Launch.ExitBySignal(9);
        Is(ChildState.Restarting);
        Launch.BecomeReady();
        Published<ChildRestarted>(TransitionCause.Crash);
    }

    [Theory]
    [InlineData(RestartPolicy.OnFailure, false)]
    [InlineData(RestartPolicy.Never, true)]
    public void Its_restart_policy_says_what_follows(RestartPolicy restart, bool isEnd)
    {
        Send(Start with { Options = Options with { Restart = restart } });
        Launch.BecomeReady();
        ForgetEvents();
        Launch.Hang();
        Launch.ExitBySignal(9);

        Is(isEnd ? ChildState.Stopped : ChildState.Restarting);
        Published<ChildError>(TransitionCause.Crash);
        if (isEnd) Published<ChildStopped>(TransitionCause.Ended);
    }

    [Fact]
    public void What_hung_has_failed_even_if_it_ends_well_in_that_moment()
    {
        Send(Start with { Options = Options with { Restart = RestartPolicy.OnFailure } });
        Launch.BecomeReady();
        Launch.Hang();
        Launch.Exit(0);

        Is(ChildState.Restarting);
        ForgetEvents();
    }

    [Fact]
    public void Twice_within_the_tolerance_is_a_crash_loop()
    {
        InStarted();
        Launch.Hang();
        Launch.ExitBySignal(9);
        Launch.BecomeReady();
        Launch.Hang();
        Launch.ExitBySignal(9);

        Is(ChildState.Faulted);
        Assert.Equal((SpinnerError.CrashLoop, "crashed twice within 60 s, the last time it did not say WATCHDOG=1"), (Info.Fault!.Reason, Info.Fault.Detail));
        ForgetEvents();
    }

    [Fact]
    public void A_crash_and_a_hang_are_two_crashes()
    {
        InStarted();
        Launch.Exit(1);
        Launch.BecomeReady();
        Launch.Hang();
        Launch.ExitBySignal(9);

        Is(ChildState.Faulted);
        ForgetEvents();
    }

    [Fact]
    public void One_that_survives_SIGKILL_is_unkillable()
    {
        InStarted();
        Launch.Hang();
        Clock.Advance(Seconds(5));

        Is(ChildState.Faulted);
        Assert.Equal(SpinnerError.Unkillable, Info.Fault!.Reason);
        ForgetEvents();
    }

    [Theory, MemberData(nameof(Columns))]
    public void In_no_other_state_anything_becomes_of_it(Column column)
    {
        In(column);
        if (column == Column.Started) return;

        if (Launcher.Launches.Count > 0) Ignores(new LaunchHangs(LaunchActor, "it hangs"));
        ForgetEvents();
    }
}
