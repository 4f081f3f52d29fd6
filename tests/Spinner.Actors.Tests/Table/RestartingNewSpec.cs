using Akka.Actor;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Table;

/// <summary>Restarting, with the new launch alive.</summary>
public class RestartingNewSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void Start_while_Restarting_new_joins()
    {
        var restart = InRestartingNew();

        var start = Send(Start);

        start.Waits();
        Is(ChildState.Restarting);
        Launch.BecomeReady();
        AnswersReady(restart);
        AnswersReady(start);
        Published<ChildRestarted>(Cause.Restart);
    }

    [Fact]
    public void Stop_while_Restarting_new_rejects_the_restart_and_terminates()
    {
        var restart = InRestartingNew();

        var stop = Send(Stop);

        Rejects(restart, StartFailure.Aborted);
        stop.Waits();
        Is(ChildState.Stopping);
        Signalled("SIGTERM");
        Launch.Exit(0);
        AnswersStopped(stop);
        Published<ChildStopped>(Cause.Stop);
    }

    [Fact]
    public void Restart_while_Restarting_new_terminates_it_and_everybody_waits_for_the_next()
    {
        var first = InRestartingNew();

        var second = Send(Restart);

        Is(ChildState.Restarting);
        Signalled("SIGTERM");
        Launch.Exit(0);
        Launched(3);
        first.Waits();
        Launch.BecomeReady();
        AnswersReady(first);
        AnswersReady(second);
        Published<ChildRestarted>(Cause.Restart);
    }

    [Fact]
    public void FileChanged_while_Restarting_new_terminates_it_and_launches_the_next()
    {
        var restart = InRestartingNew();

        FileChanges();

        Is(ChildState.Restarting);
        Signalled("SIGTERM");
        Launch.Exit(0);
        Launched(3);
        Launch.BecomeReady();
        AnswersReady(restart);
        Published<ChildRestarted>(Cause.FileChanged);
    }

    [Fact]
    public void SpawnFailed_while_Restarting_new_rejects_and_may_be_tried_again_at_once()
    {
        var restart = InRestartingNew();

        Child.Tell(SpawnFailed);

        Rejects(restart, StartFailure.SpawnFailed);
        Is(ChildState.Faulted);
        Assert.Empty(Endpoints.Out);
        Published<ChildError>(Cause.Restart);
        Assert.Equal(Clock.GetUtcNow(), Published<ChildFaulted>(Cause.Restart).Fault.RetryAt);
    }

    [Fact]
    public void Ready_while_Restarting_new_answers_and_serves()
    {
        var restart = InRestartingNew();

        Launch.BecomeReady();

        AnswersReady(restart);
        Is(ChildState.Started);
        Assert.Equal(Launch.Plan.Endpoint, Gate!.Endpoint);
        Assert.Equal((2, Launch.Pid), (Published<ChildRestarted>(Cause.Restart) is var again ? again.Launch : 0, again.Pid));
    }

    [Fact]
    public void Ready_while_Restarting_new_but_killed_for_being_late_is_ignored()
    {
        var restart = InRestartingNew();
        Clock.Advance(Seconds(30));

        Launch.BecomeReady();

        restart.Waits();
        Is(ChildState.Restarting);
        Assert.Null(Gate);
    }

    [Fact]
    public void Exited_while_Restarting_new_pauses_before_the_next_attempt()
    {
        var restart = InRestartingNew();

        Launch.Exit(3);

        restart.Waits();
        Is(ChildState.Restarting);
        Assert.Empty(Endpoints.Out);
        Assert.Null(Info.Pid);
        Assert.Equal((1, 3), (Published<ChildError>(Cause.Restart) is var error ? error.Attempt : 0, error.Attempts));
    }

    [Fact]
    public void Exited_while_Restarting_new_the_last_attempt_rejects()
    {
        var restart = InRestartingNewPause();
        Clock.Advance(Seconds(0.24));
        Launch.Exit(1);
        Clock.Advance(Seconds(0.48));
        ForgetEvents();

        Launch.Exit(3);

        Assert.Equal((StartFailure.ExitedBeforeReady, 3), (restart.Gets<Rejected>().Reason, restart.Gets<Rejected>().Attempts));
        Is(ChildState.Faulted);
        Assert.Equal(3, Published<ChildError>(Cause.Restart).Attempt);
        Assert.Equal(Clock.GetUtcNow() + Seconds(60), Published<ChildFaulted>(Cause.Restart).Fault.RetryAt);
    }

    [Fact]
    public void StartTimedOut_while_Restarting_new_kills()
    {
        var restart = InRestartingNew();

        Clock.Advance(Seconds(30));

        restart.Waits();
        Is(ChildState.Restarting);
        Signalled("SIGKILL");
        Launch.ExitBySignal(9);
        Rejects(restart, StartFailure.StartTimedOut);
        Is(ChildState.Faulted);
        Published<ChildError>(Cause.Restart);
        Published<ChildFaulted>(Cause.Restart);
    }

    [Fact]
    public void StopTimedOut_while_Restarting_new_but_terminated_kills()
    {
        InRestartingNew();
        FileChanges();

        Clock.Advance(Seconds(10));

        Is(ChildState.Restarting);
        Signalled("SIGTERM", "SIGKILL");
    }

    [Fact]
    public void KillTimedOut_while_Restarting_new_faults_as_unkillable()
    {
        var restart = InRestartingNew();
        Clock.Advance(Seconds(30));

        Clock.Advance(Seconds(5));

        Rejects(restart, StartFailure.Unkillable);
        Is(ChildState.Faulted);
        Assert.Equal([Launch.Plan.Endpoint], Endpoints.Out);
        Published<ChildFaulted>(Cause.Restart);
    }

    [Fact]
    public void Cancelled_while_Restarting_new_leaves_and_the_launch_goes_on()
    {
        InStarted();
        var restart = SendCancellable(Restart);
        Launch.Exit(0);

        Manager.Tell(new Cancelled(Name, restart));

        Launch.BecomeReady();
        Assert.False(restart.Task.IsCompleted);
        Published<ChildRestarted>(Cause.Restart);
    }

    [Fact]
    public void Drain_while_Restarting_new_rejects_the_restart_and_terminates()
    {
        var restart = InRestartingNew();

        var drain = SendDrain();

        Rejects(restart, StartFailure.ShuttingDown);
        Is(ChildState.Stopping);
        Signalled("SIGTERM");
        Launch.Exit(0);
        AnswersStopped(drain);
        Published<ChildStopped>(Cause.Drain);
    }

    [Fact]
    public void Remove_while_Restarting_new_rejects_the_restart_terminates_and_ends()
    {
        var restart = InRestartingNew();

        var remove = Send(Remove);

        Rejects(restart, StartFailure.Aborted);
        Is(ChildState.Stopping);
        Signalled("SIGTERM");
        Launch.Exit(0);
        IsRemoved(remove);
        Published<ChildStopped>(Cause.Remove);
    }

    [Fact]
    public void The_end_of_its_owner_while_Restarting_new_is_an_unknown_exit()
    {
        InRestartingNew();

        Child.Tell(new LaunchEnded(LaunchActor));

        Is(ChildState.Restarting);
        Assert.Equal(ExitStatus.Unknown, Published<ChildError>(Cause.Restart).Exit);
    }
}
