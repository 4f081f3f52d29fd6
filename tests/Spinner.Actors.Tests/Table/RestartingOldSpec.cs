using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>Restarting, with the previous launch still terminating.</summary>
public class RestartingOldSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void Start_while_Restarting_old_joins()
    {
        var restart = InRestartingOld();

        var start = Send(Start);

        start.Waits();
        Is(ChildState.Restarting);
        Launch.Exit(0);
        Launch.BecomeReady();
        AnswersReady(restart);
        AnswersReady(start);
        Published<ChildRestarted>(TransitionCause.Restart);
    }

    [Fact]
    public void Stop_while_Restarting_old_rejects_the_restart_and_goes_on_terminating()
    {
        var restart = InRestartingOld();
        Clock.Advance(Seconds(4));

        var stop = Send(Stop);

        Rejects(restart, SpinnerError.Aborted);
        Is(ChildState.Stopping);
        Signalled("SIGTERM");
        Clock.Advance(Seconds(6)); // the stop alarm of the restart runs on
        Signalled("SIGTERM", "SIGKILL");
        Launch.ExitBySignal(9);
        AnswersStopped(stop);
        Launched(1);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void Restart_while_Restarting_old_joins()
    {
        var first = InRestartingOld();

        var second = Send(Restart);

        second.Waits();
        Is(ChildState.Restarting);
        Signalled("SIGTERM");
        Launch.Exit(0);
        Launch.BecomeReady();
        AnswersReady(first);
        AnswersReady(second);
        Published<ChildRestarted>(TransitionCause.Restart);
    }

    [Fact]
    public void FileChanged_while_Restarting_old_is_ignored()
    {
        InStarted();
        Send(Restart);

        Ignores(ContentChanged);

        // It is a restart still, which fails for good where a change would be tried again.
        Launcher.FailNext(SpawnFailure.CommandNotFound, "no such command");
        Launch.Exit(0);
        Is(ChildState.Faulted);
        ForgetEvents();
    }

    [Fact]
    public void IdleDue_while_Restarting_old_is_ignored()
    {
        InStarted();
        var gate = Gate!;
        Send(Restart);

        Ignores(new IdleDue(gate));
    }

    [Fact]
    public void Ready_while_Restarting_old_is_ignored()
    {
        InStarting();
        Send(Restart);

        Ignores(LaunchIsReady);
    }

    [Fact]
    public void SpawnFailed_while_Restarting_old_launches()
    {
        InStarting();
        var restart = Send(Restart);

        Child.Tell(NotSpawned);

        Is(ChildState.Restarting);
        Launched(2);
        Launch.BecomeReady();
        restart.Gets<ChildReady>();
        Published<ChildStarted>(TransitionCause.Restart);
    }

    [Fact]
    public void Exited_while_Restarting_old_launches()
    {
        var restart = InRestartingOld();
        var old = Launch;

        old.Exit(7);

        Is(ChildState.Restarting);
        Launched(2);
        restart.Waits();
        Assert.NotEqual(old.Plan.Endpoint, Launch.Plan.Endpoint);
        Assert.Equal((Launch.Pid, 7, 2), (Info.Pid, Info.LastExit!.Code, Info.Launches));
    }

    [Fact]
    public void StopTimedOut_while_Restarting_old_kills()
    {
        var restart = InRestartingOld();

        Clock.Advance(Seconds(10));

        Is(ChildState.Restarting);
        Signalled("SIGTERM", "SIGKILL");
        Launch.ExitBySignal(9);
        Launched(2);
        restart.Waits();
    }

    [Fact]
    public void KillTimedOut_while_Restarting_old_faults_as_unkillable()
    {
        var restart = InRestartingOld();
        Clock.Advance(Seconds(10));

        Clock.Advance(Seconds(5));

        Rejects(restart, SpinnerError.Unkillable);
        Is(ChildState.Faulted);
        Assert.Equal([Launch.Plan.Endpoint], Endpoints.Out);
        Published<ChildFaulted>(TransitionCause.Restart);
    }

    [Fact]
    public void Cancelled_while_Restarting_old_leaves_and_the_launch_goes_on()
    {
        InStarted();
        var restart = SendCancellable(Restart);

        Manager.Tell(new Cancelled(Name, restart));

        Launch.Exit(0);
        Launch.BecomeReady();
        Assert.False(restart.Task.IsCompleted);
        Published<ChildRestarted>(TransitionCause.Restart);
    }

    [Fact]
    public void Drain_while_Restarting_old_rejects_the_restart_and_goes_on_terminating()
    {
        var restart = InRestartingOld();

        var drain = SendDrain();

        Rejects(restart, SpinnerError.ShuttingDown);
        Is(ChildState.Stopping);
        Launch.Exit(0);
        AnswersStopped(drain);
        Launched(1);
        Published<ChildStopped>(TransitionCause.Drain);
    }

    [Fact]
    public void Remove_while_Restarting_old_rejects_the_restart_and_ends()
    {
        var restart = InRestartingOld();

        var remove = Send(Remove);

        Rejects(restart, SpinnerError.Aborted);
        Is(ChildState.Stopping);
        Signalled("SIGTERM");
        Launch.Exit(0);
        IsRemoved(remove);
        Launched(1);
        Published<ChildStopped>(TransitionCause.Remove);
    }

    [Fact]
    public void The_end_of_its_owner_while_Restarting_old_launches()
    {
        InRestartingOld();

        Child.Tell(new LaunchEnded(LaunchActor));

        Is(ChildState.Restarting);
        Launched(2);
    }
}
