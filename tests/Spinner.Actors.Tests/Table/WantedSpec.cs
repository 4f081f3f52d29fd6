namespace Spinner.Actors.Tests.Table;

/// <summary>A kept child comes back from a fault by itself. Its fault time is 60 s, doubled with each fault in a row, 10 min at most.</summary>
public class WantedSpec(TableSystem table) : ChildSpecs(table)
{
    protected override SpinnerOptions Adjust(SpinnerOptions options) => options with
    {
        Children = [.. options.Children.Select(c => c with { Keep = true })],
    };

    [Fact]
    public void A_kept_child_is_started_with_the_spinner()
    {
        Is(ChildState.Starting);
        Launched(1);
    }

    [Fact]
    public void RetryDue_while_Faulted_launches_a_wanted_child_once()
    {
        InFaulted();
        Assert.Equal((Clock.GetUtcNow() + Seconds(60), Clock.GetUtcNow() + Seconds(60)), (Info.RelaunchAt, Info.Fault!.RetryAt));
        Clock.Advance(Seconds(59.999));
        Is(ChildState.Faulted);
        Launched(2);

        Clock.Advance(Seconds(0.001));

        Is(ChildState.Starting);
        Launched(3);
        Launch.Exit(1);
        Is(ChildState.Faulted);
        Launched(3);
        Assert.Equal((1, 1), (Published<ChildError>(TransitionCause.Retry) is var error ? error.Attempt : 0, error.Attempts));
        Assert.Equal(Clock.GetUtcNow() + Seconds(120), Published<ChildFaulted>(TransitionCause.Retry).Fault.RetryAt);
    }

    [Fact]
    public void A_launch_by_RetryDue_that_becomes_ready_serves()
    {
        InFaulted();
        Clock.Advance(Seconds(60));

        Launch.BecomeReady();

        Is(ChildState.Started);
        Published<ChildStarted>(TransitionCause.Retry);
        Assert.Equal((SpinnerError.CrashLoop, null, null), (Info.LastFault!.Reason, Info.Fault, Info.RelaunchAt));
    }

    [Fact]
    public void Start_joins_the_launch_by_RetryDue()
    {
        InFaulted();
        Clock.Advance(Seconds(60));

        var start = Send(Start);

        start.Waits();
        Launch.BecomeReady();
        AnswersReady(start);
        ForgetEvents();
    }

    [Fact]
    public void Start_while_Faulted_before_RetryAt_is_rejected_with_the_doubled_time()
    {
        InFaulted();
        Clock.Advance(Seconds(60));
        Launch.Exit(1);
        ForgetEvents();
        Clock.Advance(Seconds(119));

        var rejected = Send(Start).Gets<Rejected>();

        Assert.Equal((SpinnerError.Faulted, Clock.GetUtcNow() + Seconds(1)), (rejected.Reason, rejected.RetryAt));
    }

    [Fact]
    public void The_fault_time_doubles_up_to_its_maximum()
    {
        InFaulted();
        var pauses = new List<double>();
        for (var n = 0; n < 6; n++)
        {
            pauses.Add((Info.RelaunchAt!.Value - Clock.GetUtcNow()).TotalSeconds);
            Clock.Advance(Info.RelaunchAt!.Value - Clock.GetUtcNow());
            Launch.Exit(1);
        }

        Assert.Equal([60, 120, 240, 480, 600, 600], pauses);
        ForgetEvents();
    }

    [Fact]
    public void A_crash_loop_for_a_day_launches_as_often_as_the_doubling_allows_and_leaves_one_alarm()
    {
        InFaulted();
        OnLaunch = static launch => launch.Exit(1);
        var before = Launcher.Launches.Count;

        for (var minute = 0; minute < 24 * 60; minute++) Clock.Advance(TimeSpan.FromMinutes(1));

        // 1 + 2 + 4 + 8 minutes, then one each 10.
        Launched(before + 4 + ((24 * 60) - 15) / 10);
        Assert.Equal(ChildState.Faulted, Info.State);
        ForgetEvents();
    }

    [Fact]
    public void Health_for_the_restart_tolerance_forgets_the_faults_in_a_row()
    {
        InFaulted();
        Clock.Advance(Seconds(60));
        Launch.BecomeReady();
        Clock.Advance(Seconds(60));
        Launch.Exit(1);
        Launch.BecomeReady();

        Launch.Exit(1);

        Is(ChildState.Faulted);
        Assert.Equal(Clock.GetUtcNow() + Seconds(60), Info.RelaunchAt);
        ForgetEvents();
    }

    [Fact]
    public void Less_health_does_not()
    {
        InFaulted();
        Clock.Advance(Seconds(60));
        Launch.BecomeReady();
        Clock.Advance(Seconds(59.999));
        Launch.Exit(1);
        Launch.BecomeReady();

        Launch.Exit(1);

        Is(ChildState.Faulted);
        Assert.Equal(Clock.GetUtcNow() + Seconds(120), Info.RelaunchAt);
        ForgetEvents();
    }

    [Theory, InlineData("Stop"), InlineData("Drain")]
    public void A_stop_wins_until_somebody_starts_it(string way)
    {
        InFaulted();

        if (way == "Stop") Send(Stop);
        else SendDrain();
        Clock.Advance(TimeSpan.FromDays(1));

        Is(ChildState.Stopped);
        Launched(2);
        Assert.Null(Info.RelaunchAt);
        ForgetEvents();
    }

    [Fact]
    public void One_that_is_removed_is_launched_by_nobody()
    {
        InFaulted();

        IsRemoved(Send(Remove));
        Clock.Advance(TimeSpan.FromDays(1));

        Launched(2);
        ForgetEvents();
    }

    [Fact]
    public void Restart_while_Faulted_forgets_the_faults_in_a_row()
    {
        InFaulted();
        Clock.Advance(Seconds(60));
        Launch.Exit(1);
        Send(Restart);
        Launch.BecomeReady();
        Launch.Exit(1);
        Launch.BecomeReady();

        Launch.Exit(1);

        Assert.Equal(Clock.GetUtcNow() + Seconds(60), Info.RelaunchAt);
        ForgetEvents();
    }

    [Fact]
    public void FileChanged_while_Faulted_launches_before_the_time_and_keeps_counting()
    {
        InFaulted();

        FileChanges();
        Launch.Exit(1);

        Is(ChildState.Faulted);
        Launched(3);
        Assert.Equal(Clock.GetUtcNow() + Seconds(120), Info.RelaunchAt);
        ForgetEvents();
    }

    [Fact]
    public void What_could_not_be_spawned_may_be_tried_at_once_and_comes_back_by_itself()
    {
        Send(Stop);
        Launch.Exit(0);
        Launcher.FailNext(SpawnFailure.CommandNotFound, "no such command");

        Rejects(Send(Start), SpinnerError.SpawnFailed);

        Assert.Equal((Clock.GetUtcNow(), Clock.GetUtcNow() + Seconds(60)), (Info.Fault!.RetryAt, Info.RelaunchAt));
        Clock.Advance(Seconds(60));
        Is(ChildState.Starting);
        Launched(2);
        ForgetEvents();
    }

    [Fact]
    public void ForgetDue_while_Faulted_does_not_forget_what_is_wanted()
    {
        OnLaunch = static launch => launch.Exit(1);
        Launch.Exit(1);
        Clock.Advance(Seconds(30));

        for (var minute = 0; minute < 60; minute++) Clock.Advance(TimeSpan.FromMinutes(1));

        Is(ChildState.Faulted);
        ForgetEvents();
    }

    [Fact]
    public void The_wall_clock_set_back_does_not_delay_the_launch()
    {
        InFaulted();
        Clock.Offset = -TimeSpan.FromHours(1);

        Assert.Equal(Clock.GetUtcNow() + Seconds(60), Info.RelaunchAt);
        Clock.Advance(Seconds(60));

        Is(ChildState.Starting);
    }
}
