using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>Between the announcement of a shutdown and the drain: what is started may be used, and nothing is launched.</summary>
public class ShutdownSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void A_crash_ends_in_a_stop()
    {
        InStarted();
        Refuse();

        Launch.Exit(1);

        Is(ChildState.Stopped);
        Launched(1);
        Assert.Equal(SpinnerError.Crashed, Published<ChildError>(TransitionCause.Crash).Reason);
        Published<ChildStopped>(TransitionCause.Drain);
        Rejects(Send(Start), SpinnerError.ShuttingDown);
    }

    [Fact]
    public void A_pause_between_attempts_ends_in_a_stop_and_who_waits_is_told()
    {
        var start = InStartingPause();
        Refuse();

        Clock.Advance(Seconds(0.24));

        Rejects(start, SpinnerError.ShuttingDown);
        Is(ChildState.Stopped);
        Launched(1);
        ForgetEvents();
    }

    [Fact]
    public void A_restart_under_way_ends_in_a_stop()
    {
        var restart = InRestartingOld();
        Refuse();

        Launch.Exit(0);

        Rejects(restart, SpinnerError.ShuttingDown);
        Is(ChildState.Stopped);
        Launched(1);
        ForgetEvents();
    }

    [Fact]
    public void A_start_behind_a_stop_is_rejected()
    {
        InStopping();
        var start = Send(Start);
        Refuse();

        Launch.Exit(0);

        Rejects(start, SpinnerError.ShuttingDown);
        Launched(1);
        ForgetEvents();
    }

    [Fact]
    public void A_launch_that_was_spawned_before_may_become_ready()
    {
        var start = InStarting();
        Refuse();

        Launch.BecomeReady();

        AnswersReady(start);
        ForgetEvents();
    }

    private void Refuse()
    {
        var heard = new TaskCompletionSource();
        Manager.Tell(new RefuseStarts(heard));
        Assert.True(heard.Task.IsCompleted);
    }
}
