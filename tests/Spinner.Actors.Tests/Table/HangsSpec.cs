namespace Spinner.Actors.Tests.Table;

/// <summary>A started launch has missed its watchdog.</summary>
public class HangsSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void LaunchHangs_while_Started_replaces_it()
    {
        InStarted();
        Launch.Hang();

        Is(ChildState.Restarting);
        Assert.Null(Gate);
        Signalled("SIGTERM");
        var error = Published<ChildError>(TransitionCause.Unhealthy);
        Assert.Equal((SpinnerError.Unhealthy, "it did not say WATCHDOG=1; it is replaced", 1), (error.Reason, error.Detail, error.Launch));
        Clock.Advance(Seconds(10));
        Signalled("SIGTERM", "SIGKILL");
        Launch.ExitBySignal(9);
        Launch.BecomeReady();
        Published<ChildRestarted>(TransitionCause.Unhealthy);
    }

    [Theory]
    [InlineData(RestartPolicy.OnFailure)]
    [InlineData(RestartPolicy.Never)]
    public void Whatever_its_restart_policy_says(RestartPolicy restart)
    {
        Send(Start with { Options = Options with { Restart = restart } });
        Launch.BecomeReady();
        Launch.Hang();
        Launch.Exit(0);

        Launched(2);
        ForgetEvents();
    }

    [Fact]
    public void Twice_within_the_tolerance_is_a_loop()
    {
        InStarted();
        Launch.Hang();
        Launch.Exit(0);
        Launch.BecomeReady();
        Launch.Hang();

        Is(ChildState.Stopping);
        var start = Send(Start);
        Launch.Exit(0);

        Is(ChildState.Faulted);
        Rejects(start, SpinnerError.CrashLoop);
        Assert.Equal(
            (SpinnerError.CrashLoop, "it did not say WATCHDOG=1; it had crashed or been replaced within 60 s before"), (Info.Fault!.Reason, Info.Fault.Detail));
        ForgetEvents();
    }

    [Fact]
    public void Later_it_is_none()
    {
        InStarted();
        Launch.Hang();
        Launch.Exit(0);
        Launch.BecomeReady();
        Clock.Advance(Seconds(60));
        Launch.Hang();
        Launch.Exit(0);

        Launched(3);
        Is(ChildState.Restarting);
        ForgetEvents();
    }

    [Fact]
    public void A_crash_and_a_hang_are_a_loop()
    {
        InStarted();
        Launch.Exit(1);
        Launch.BecomeReady();
        Launch.Hang();
        Launch.Exit(0);

        Is(ChildState.Faulted);
        ForgetEvents();
    }

    [Fact]
    public void A_stop_wins()
    {
        InStarted();
        Launch.Hang();
        var stop = Send(Stop);
        Launch.Exit(0);

        AnswersStopped(stop);
        Is(ChildState.Stopped);
        ForgetEvents();
    }

    [Theory, MemberData(nameof(Columns))]
    public void In_no_other_state_anything_becomes_of_it(Column column)
    {
        In(column);
        if (column == Column.Started) return;

        if (Launcher.Launches.Count > 0) Ignores(new LaunchHangs(LaunchActor, static () => "it hangs"));
        ForgetEvents();
    }
}
