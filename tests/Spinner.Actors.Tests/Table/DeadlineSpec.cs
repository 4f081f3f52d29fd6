namespace Spinner.Actors.Tests.Table;

/// <summary>The deadline covers a whole start request, and never runs while an old launch is still stopping.</summary>
public class DeadlineSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void Attempts_and_pauses_share_one_deadline()
    {
        var start = InStarting();
        Clock.Advance(Seconds(20));
        Launch.Exit(1);
        Clock.Advance(Seconds(0.25));

        Clock.Advance(Seconds(9.75));

        Signalled("SIGKILL");
        Launch.ExitBySignal(9);
        Assert.Equal(2, start.Gets<Rejected>().Attempts);
        ForgetEvents();
    }

    [Fact]
    public void A_restart_of_a_starting_child_has_a_fresh_one()
    {
        InStarting();
        Clock.Advance(Seconds(29));
        Send(Restart);
        Clock.Advance(Seconds(9)); // the old launch is still stopping
        Launch.Exit(0);

        ExpiresAfter(Seconds(30));
    }

    [Fact]
    public void A_restart_between_two_attempts_has_a_fresh_one()
    {
        InStarting();
        Clock.Advance(Seconds(29));
        Launch.Exit(1);
        Send(Restart);

        ExpiresAfter(Seconds(30));
        ForgetEvents();
    }

    [Fact]
    public void A_restart_while_the_old_launch_is_stopping_has_a_fresh_one()
    {
        InStarting();
        Clock.Advance(Seconds(29));
        FileChanges();
        Send(Restart);
        Launch.Exit(0);

        ExpiresAfter(Seconds(30));
    }

    [Fact]
    public void A_file_change_resumes_the_old_one_when_the_old_launch_is_gone()
    {
        InStarting();
        Clock.Advance(Seconds(20));
        FileChanges();
        Clock.Advance(Seconds(9));
        Launch.Exit(0);

        ExpiresAfter(Seconds(10));
    }

    [Fact]
    public void A_second_file_change_resumes_it_again()
    {
        InStarting();
        Clock.Advance(Seconds(10));
        FileChanges();
        Launch.Exit(0);
        Clock.Advance(Seconds(10));
        FileChanges();
        Clock.Advance(Seconds(9));
        Launch.Exit(0);

        ExpiresAfter(Seconds(10));
    }

    [Fact]
    public void A_file_change_between_two_attempts_goes_on_under_the_old_one()
    {
        InStarting();
        Clock.Advance(Seconds(20));
        Launch.Exit(1);
        FileChanges();

        ExpiresAfter(Seconds(10));
        ForgetEvents();
    }

    [Fact]
    public void A_file_change_after_it_was_spent_leaves_no_time()
    {
        var start = InStartingLate();
        FileChanges();
        Launch.ExitBySignal(9);

        Rejects(start, SpinnerError.StartTimedOut);
        Is(ChildState.Faulted);
        Launched(1);
        Published<ChildFaulted>(TransitionCause.FileChanged);
    }

    [Fact]
    public void A_file_change_of_a_started_child_has_a_fresh_one()
    {
        InStarted();
        FileChanges();
        Clock.Advance(Seconds(9));
        Launch.Exit(0);

        ExpiresAfter(Seconds(30));
    }

    [Fact]
    public void A_crash_has_a_fresh_one()
    {
        InStarting();
        Clock.Advance(Seconds(29));
        Launch.BecomeReady();
        Launch.Exit(1);

        ExpiresAfter(Seconds(30));
        ForgetEvents();
    }

    [Fact]
    public void A_start_behind_a_stop_has_a_fresh_one()
    {
        InStarting();
        Clock.Advance(Seconds(29));
        Send(Stop);
        Send(Start);
        Clock.Advance(Seconds(9));
        Launch.Exit(0);

        ExpiresAfter(Seconds(30));
        ForgetEvents();
    }

    [Fact]
    public void A_start_after_a_spent_one_has_a_fresh_one()
    {
        InStartingLate();
        Launch.ExitBySignal(9);
        Clock.Advance(Seconds(60));
        Send(Start);

        ExpiresAfter(Seconds(30));
        ForgetEvents();
    }

    private void ExpiresAfter(TimeSpan time)
    {
        Clock.Advance(time - TimeSpan.FromMilliseconds(1));
        Signalled();
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        Signalled("SIGKILL");
    }
}
