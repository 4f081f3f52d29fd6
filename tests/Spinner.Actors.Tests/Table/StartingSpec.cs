using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>Starting, with a launch alive.</summary>
public class StartingSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void Start_while_Starting_joins()
    {
        var first = InStarting();

        var second = Send(Start);

        second.Waits();
        Is(ChildState.Starting);
        Launched(1);
        Launch.BecomeReady();
        AnswersReady(first);
        AnswersReady(second);
        Published<ChildStarted>(Cause.Start);
    }

    [Fact]
    public void Stop_while_Starting_rejects_the_start_and_terminates()
    {
        var start = InStarting();

        var stop = Send(Stop);

        Rejects(start, StartFailure.Aborted);
        stop.Waits();
        Is(ChildState.Stopping);
        Signalled("SIGTERM");
        Launch.Exit(0);
        AnswersStopped(stop);
        Published<ChildStopped>(Cause.Stop);
    }

    [Fact]
    public void Restart_while_Starting_terminates_and_everybody_waits_for_the_next_launch()
    {
        var start = InStarting();

        var restart = Send(Restart);

        Is(ChildState.Restarting);
        Signalled("SIGTERM");
        Launch.Exit(0);
        Launched(2);
        restart.Waits();
        start.Waits();
        Launch.BecomeReady();
        AnswersReady(start);
        AnswersReady(restart);
        Published<ChildStarted>(Cause.Restart);
    }

    [Fact]
    public void FileChanged_while_Starting_terminates_and_the_start_waits_for_the_next_launch()
    {
        var start = InStarting();

        FileChanges();

        Is(ChildState.Restarting);
        Signalled("SIGTERM");
        Launch.Exit(0);
        Launched(2);
        Launch.BecomeReady();
        AnswersReady(start);
        Published<ChildStarted>(Cause.FileChanged);
    }

    [Fact]
    public void SpawnFailed_while_Starting_rejects_and_may_be_tried_again_at_once()
    {
        var start = InStarting();

        Child.Tell(SpawnFailed);

        var rejected = start.Gets<Rejected>();
        Assert.Equal((StartFailure.SpawnFailed, "no such command", 0, Clock.GetUtcNow()), (rejected.Reason, rejected.Detail, rejected.Attempts, rejected.RetryAt));
        Is(ChildState.Faulted);
        Assert.Empty(Endpoints.Out);
        Assert.Equal((0, null), (Published<ChildError>(Cause.Start) is var error ? error.Attempt : -1, error.Exit));
        Assert.Equal(StartFailure.SpawnFailed, Published<ChildFaulted>(Cause.Start).Fault.Reason);
    }

    [Fact]
    public void Ready_while_Starting_answers_and_serves()
    {
        var start = InStarting();

        Launch.BecomeReady();

        AnswersReady(start);
        Is(ChildState.Started);
        Assert.Equal(Launch.Plan.Endpoint, Gate!.Endpoint);
        var started = Published<ChildStarted>(Cause.Start);
        Assert.Equal((1, Launch.Plan.Endpoint, Launch.Pid), (started.Launch, started.Endpoint, started.Pid));
    }

    [Fact]
    public void Ready_while_Starting_but_killed_for_being_late_is_ignored()
    {
        var start = InStartingLate();

        Launch.BecomeReady();

        start.Waits();
        Is(ChildState.Starting);
        Assert.Null(Gate);
    }

    [Fact]
    public void StartTimedOut_while_Starting_kills()
    {
        var start = InStarting();

        Clock.Advance(Seconds(30));

        start.Waits();
        Is(ChildState.Starting);
        Signalled("SIGKILL");
    }

    [Fact]
    public void KillTimedOut_while_Starting_faults_as_unkillable()
    {
        var start = InStartingLate();

        Clock.Advance(Seconds(5));

        Rejects(start, StartFailure.Unkillable);
        Is(ChildState.Faulted);
        var fault = Published<ChildFaulted>(Cause.Start).Fault;
        Assert.Equal((StartFailure.Unkillable, null), (fault.Reason, fault.RetryAt));
        Assert.Contains($"{Launch.Pid}", fault.Detail);
    }

    [Fact]
    public void Cancelled_while_Starting_leaves_and_the_launch_goes_on()
    {
        var start = SendCancellable(Start);

        Manager.Tell(new Cancelled(Name, start));

        Launch.BecomeReady();
        Assert.False(start.Task.IsCompleted);
        Is(ChildState.Started);
        Published<ChildStarted>(Cause.Start);
    }

    [Fact]
    public void Drain_while_Starting_rejects_the_start_and_terminates()
    {
        var start = InStarting();

        var drain = SendDrain();

        Rejects(start, StartFailure.ShuttingDown);
        Is(ChildState.Stopping);
        Signalled("SIGTERM");
        Launch.Exit(0);
        AnswersStopped(drain);
        Rejects(Send(Start), StartFailure.ShuttingDown);
        Published<ChildStopped>(Cause.Drain);
    }

    [Fact]
    public void Remove_while_Starting_rejects_the_start_terminates_and_ends()
    {
        var start = InStarting();

        var remove = Send(Remove);

        Rejects(start, StartFailure.Aborted);
        remove.Waits();
        Is(ChildState.Stopping);
        Signalled("SIGTERM");
        Launch.Exit(0);
        IsRemoved(remove);
        Published<ChildStopped>(Cause.Remove);
    }
}
