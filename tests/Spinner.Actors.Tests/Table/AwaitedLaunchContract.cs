using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>A launch lives and somebody waits for it: what Starting, and Restarting once the old launch is gone, have in common.</summary>
public abstract partial class AwaitedLaunchContract(TableSystem table) : ChildSpecs(table)
{
    protected abstract ChildState State { get; }

    /// <summary>What brought the launch about.</summary>
    protected abstract TransitionCause Cause { get; }

    /// <summary>Which launch of the child it is.</summary>
    protected abstract int Number { get; }

    /// <summary>Gives the one who waits.</summary>
    protected abstract Listener InState();

    /// <summary>Asks what <see cref="InState"/> asks, and may give up.</summary>
    internal abstract ReplyWaiter InStateCancellable();

    /// <summary>The event that tells of a launch that is ready.</summary>
    protected abstract ChildEvent Announced(TransitionCause cause);

    [Fact]
    public void Start_joins()
    {
        var first = InState();

        var second = Send(Start);

        second.Waits();
        Is(State);
        Launched(Number);
        Launch.BecomeReady();
        AnswersReady(first);
        AnswersReady(second);
        Announced(Cause);
    }

    [Fact]
    public void Stop_rejects_who_waits_and_terminates()
    {
        var waiting = InState();

        var stop = Send(Stop);

        Rejects(waiting, SpinnerError.Aborted);
        stop.Waits();
        Is(ChildState.Stopping);
        Signalled("SIGTERM");
        Launch.Exit(0);
        AnswersStopped(stop);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void Restart_terminates_it_and_everybody_waits_for_the_next()
    {
        var first = InState();

        var second = Send(Restart);

        Is(ChildState.Restarting);
        Signalled("SIGTERM");
        Launch.Exit(0);
        Launched(Number + 1);
        first.Waits();
        second.Waits();
        Launch.BecomeReady();
        AnswersReady(first);
        AnswersReady(second);
        Announced(TransitionCause.Restart);
    }

    [Fact]
    public void FileChanged_terminates_it_and_who_waits_waits_for_the_next()
    {
        var waiting = InState();

        FileChanges();

        Is(ChildState.Restarting);
        Signalled("SIGTERM");
        Launch.Exit(0);
        Launched(Number + 1);
        Launch.BecomeReady();
        AnswersReady(waiting);
        Announced(TransitionCause.FileChanged);
    }

    [Fact]
    public void SpawnFailed_rejects_and_may_be_retried_at_once()
    {
        var waiting = InState();

        Child.Tell(NotSpawned);

        var rejected = waiting.Gets<Rejected>();
        Assert.Equal((SpinnerError.SpawnFailed, "no such command", 0, Clock.GetUtcNow()), (rejected.Reason, rejected.Detail, rejected.Attempts, rejected.RetryAt));
        Is(ChildState.Faulted);
        Assert.Empty(Endpoints.Out);
        Assert.Equal((0, null), (Published<ChildError>(Cause) is var error ? error.Attempt : -1, error.Exit));
        var fault = Published<ChildFaulted>(Cause).Fault;
        Assert.Equal((SpinnerError.SpawnFailed, Clock.GetUtcNow()), (fault.Reason, fault.RetryAt));
    }

    [Fact]
    public void Ready_answers_everybody()
    {
        var waiting = InState();

        Launch.BecomeReady();

        AnswersReady(waiting);
        Is(ChildState.Started);
        Assert.Equal(Launch.Plan.Endpoint, Gate!.Endpoint);
        Assert.Equal(Number, Announced(Cause).Launch);
    }

    [Fact]
    public void Ready_after_the_deadline_is_too_late()
    {
        var waiting = InState();
        Clock.Advance(Seconds(30));

        Launch.BecomeReady();

        waiting.Waits();
        Is(State);
        Assert.Null(Gate);
    }

    [Fact]
    public void StartTimedOut_kills_and_its_exit_rejects()
    {
        var waiting = InState();

        Clock.Advance(Seconds(30));

        waiting.Waits();
        Is(State);
        Signalled("SIGKILL");
        Launch.ExitBySignal(9);
        Rejects(waiting, SpinnerError.StartTimedOut);
        Is(ChildState.Faulted);
        Published<ChildError>(Cause);
        Published<ChildFaulted>(Cause);
    }

    [Fact]
    public void KillTimedOut_after_the_deadline_faults_as_unkillable()
    {
        var waiting = InState();
        Clock.Advance(Seconds(30));

        Clock.Advance(Seconds(5));

        Rejects(waiting, SpinnerError.Unkillable);
        Is(ChildState.Faulted);
        Assert.Equal([Launch.Plan.Endpoint], Endpoints.Out);
        var fault = Published<ChildFaulted>(Cause).Fault;
        Assert.Equal((SpinnerError.Unkillable, null), (fault.Reason, fault.RetryAt));
        Assert.Contains($"{Launch.Pid}", fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_leaves_and_the_launch_goes_on()
    {
        var waiting = InStateCancellable();

        Manager.Tell(new Cancelled(Name, waiting));

        Launch.BecomeReady();
        Assert.False(waiting.Task.IsCompleted);
        Is(ChildState.Started);
        Announced(Cause);
    }

    [Fact]
    public void Drain_rejects_who_waits_and_terminates()
    {
        var waiting = InState();

        var drain = SendDrain();

        Rejects(waiting, SpinnerError.ShuttingDown);
        Is(ChildState.Stopping);
        Signalled("SIGTERM");
        Launch.Exit(0);
        AnswersStopped(drain);
        Rejects(Send(Start), SpinnerError.ShuttingDown);
        Published<ChildStopped>(TransitionCause.Drain);
    }

    [Fact]
    public void Remove_rejects_who_waits_terminates_and_ends()
    {
        var waiting = InState();

        var remove = Send(Remove);

        Rejects(waiting, SpinnerError.Aborted);
        remove.Waits();
        Is(ChildState.Stopping);
        Signalled("SIGTERM");
        Launch.Exit(0);
        IsRemoved(remove);
        Published<ChildStopped>(TransitionCause.Remove);
    }
}
