namespace Spinner.Actors.Tests.Table;

/// <summary>A started launch says that it stops by itself: STOPPING=1.</summary>
public class OwnStopSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void StopsItself_while_Started_is_shown_as_stopping_and_no_crash()
    {
        InStarted();
        Launch.SayStopping();

        Is(ChildState.Stopping);
        Assert.Null(Gate);
        Signalled();
        Launch.Exit(3);
        Is(ChildState.Restarting);
        Launched(2);
        Launch.BecomeReady();
        Published<ChildRestarted>(TransitionCause.Ended);
    }

    [Theory]
    [InlineData(RestartPolicy.Always, 0, false)]
    [InlineData(RestartPolicy.Always, 3, false)]
    [InlineData(RestartPolicy.OnFailure, 0, true)]
    [InlineData(RestartPolicy.OnFailure, 3, false)]
    [InlineData(RestartPolicy.Never, 3, true)]
    public void Its_restart_policy_says_what_follows(RestartPolicy restart, int code, bool isEnd)
    {
        Started(Options with { Restart = restart });
        Launch.SayStopping();
        Launch.Exit(code);

        Is(isEnd ? ChildState.Stopped : ChildState.Restarting);
        Launched(isEnd ? 1 : 2);
        if (!isEnd) return;
        Published<ChildStopped>(TransitionCause.Ended);
        Assert.Equal($"ended with exit code {code}", Info.DownBecause);
    }

    [Theory, InlineData(RestartPolicy.Always), InlineData(RestartPolicy.Never)]
    public void A_start_meanwhile_is_answered_by_the_next_launch(RestartPolicy restart)
    {
        Started(Options with { Restart = restart });
        Launch.SayStopping();
        var start = Send(Start);
        Launch.Exit(0);
        Launch.BecomeReady();

        AnswersReady(start);
        if (restart == RestartPolicy.Never) Published<ChildStopped>(TransitionCause.Ended);
        if (restart == RestartPolicy.Never) Published<ChildStarted>(TransitionCause.Start);
        else Published<ChildRestarted>(TransitionCause.Start);
    }

    [Fact]
    public void A_stop_meanwhile_wins()
    {
        InStarted();
        Launch.SayStopping();
        var stop = Send(Stop);
        Launch.Exit(0);

        AnswersStopped(stop);
        Is(ChildState.Stopped);
        Launched(1);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void It_has_the_time_of_a_stop_and_is_killed_then()
    {
        InStarted();
        Launch.SayStopping();
        Clock.Advance(Seconds(9.9));
        Signalled();
        Clock.Advance(Seconds(0.1));
        Signalled("SIGKILL");

        Launch.ExitBySignal(9);

        Is(ChildState.Restarting);
    }

    [Fact]
    public void One_that_survives_SIGKILL_is_followed_once_it_is_gone()
    {
        InStarted();
        Launch.SayStopping();
        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(5));
        Assert.Equal(SpinnerError.Unkillable, Info.Fault!.Reason);
        ForgetEvents();

        Launch.ExitBySignal(9);

        Is(ChildState.Starting);
        Launched(2);
    }

    [Fact]
    public void Of_one_that_survives_SIGKILL_the_exit_decides_too()
    {
        Started(Options with { Restart = RestartPolicy.OnFailure });
        Launch.SayStopping();
        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(5));

        Launch.Exit(0);

        Is(ChildState.Stopped);
        ForgetEvents();
    }

    [Fact]
    public void Twice_within_the_tolerance_is_a_loop()
    {
        InStarted();
        Launch.SayStopping();
        Launch.Exit(0);
        Launch.BecomeReady();
        Launch.SayStopping();
        var start = Send(Start);
        Launch.Exit(0);

        Is(ChildState.Faulted);
        Rejects(start, SpinnerError.CrashLoop);
        Assert.Equal("stopped by itself twice within 60 s, the last time with exit code 0", Info.Fault!.Detail);
        ForgetEvents();
    }

    [Fact]
    public void Twice_in_a_longer_time_is_none()
    {
        InStarted();
        for (var i = 2; i < 6; i++)
        {
            Clock.Advance(Seconds(61));
            Launch.SayStopping();
            Launch.Exit(0);
            Launched(i);
            Launch.BecomeReady();
        }

        Is(ChildState.Started);
        ForgetEvents();
    }

    [Theory, MemberData(nameof(Columns))]
    public void In_no_other_state_anything_becomes_of_it(Column column)
    {
        In(column);
        if (column == Column.Started) return;

        if (Launcher.Launches.Count > 0) Ignores(new StopsItself(LaunchActor));
        ForgetEvents();
    }

    private void Started(ChildOptions options)
    {
        Send(Start with { Options = options });
        Launch.BecomeReady();
        ForgetEvents();
    }
}
