using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

public class StoppingSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void Start_while_Stopping_waits_for_the_end_and_launches_then()
    {
        var stop = InStopping();

        var start = Send(Start);

        start.Waits();
        Is(ChildState.Stopping);
        Launch.Exit(0);
        AnswersStopped(stop);
        Published<ChildStopped>(TransitionCause.Stop);
        Is(ChildState.Starting);
        Launched(2);
        Launch.BecomeReady();
        AnswersReady(start);
        Published<ChildStarted>(TransitionCause.Start);
    }

    [Fact]
    public void Restart_while_Stopping_waits_for_the_end_and_launches_then()
    {
        var stop = InStopping();

        var restart = Send(Restart);

        Launch.Exit(0);
        AnswersStopped(stop);
        Published<ChildStopped>(TransitionCause.Stop);
        Is(ChildState.Starting);
        Launch.BecomeReady();
        AnswersReady(restart);
        Published<ChildStarted>(TransitionCause.Restart);
    }

    [Fact]
    public void Stop_while_Stopping_joins_and_rejects_the_starts_before_it()
    {
        var first = InStopping();
        var start = Send(Start);
        var restart = Send(Restart);

        var second = Send(Stop);

        Rejects(start, SpinnerError.Aborted);
        Rejects(restart, SpinnerError.Aborted);
        Signalled("SIGTERM");
        Launch.Exit(0);
        AnswersStopped(first);
        AnswersStopped(second);
        Is(ChildState.Stopped);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void FileChanged_while_Stopping_is_ignored()
    {
        InStopping();

        Ignores(ContentChanged);
    }

    [Fact]
    public void IdleDue_while_Stopping_is_ignored()
    {
        InStarted();
        var gate = Gate!;
        Send(Stop);

        Ignores(new IdleDue(gate));
    }

    [Fact]
    public void Ready_while_Stopping_is_ignored()
    {
        InStarting();
        Send(Stop);

        Ignores(LaunchIsReady);
    }

    [Fact]
    public void SpawnFailed_while_Stopping_answers_as_if_it_had_exited()
    {
        InStarting();
        var stop = Send(Stop);

        Child.Tell(NotSpawned);

        AnswersStopped(stop);
        Is(ChildState.Stopped);
        Assert.Empty(Endpoints.Out);
        Assert.Null(Published<ChildStopped>(TransitionCause.Stop).Exit);
    }

    [Fact]
    public void SpawnFailed_while_Stopping_with_a_start_that_is_rejected_leaves_the_options_as_they_were()
    {
        InStarting();
        var stop = Send(Stop);
        var start = Send(new StartChild(Name, Options with { Monitor = MonitorTarget.Path("/no/such/path") }));

        Child.Tell(NotSpawned);

        AnswersStopped(stop);
        Rejects(start, SpinnerError.MonitorMissing);
        Is(ChildState.Stopped);
        Assert.Equal(Options.Monitor, Info.Options.Monitor);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void Exited_while_Stopping_answers()
    {
        var stop = InStopping();

        Launch.ExitBySignal(15);

        AnswersStopped(stop);
        Is(ChildState.Stopped);
        Assert.Empty(Endpoints.Out);
        Assert.Equal(15, Published<ChildStopped>(TransitionCause.Stop).Exit!.Signal);
        Clock.Advance(Seconds(60)); // no alarm is left
    }

    [Fact]
    public void StopTimedOut_while_Stopping_kills()
    {
        var stop = InStopping();

        Clock.Advance(Seconds(10));

        stop.Waits();
        Is(ChildState.Stopping);
        Signalled("SIGTERM", "SIGKILL");
        Launch.ExitBySignal(9);
        AnswersStopped(stop);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void KillTimedOut_while_Stopping_fails_the_stop_and_everybody_behind_it()
    {
        var stop = InStopping();
        Clock.Advance(Seconds(10));
        var start = Send(Start);
        var restart = Send(Restart);

        Clock.Advance(Seconds(5));

        AnswersStopFailed(stop);
        Rejects(start, SpinnerError.Unkillable);
        Rejects(restart, SpinnerError.Unkillable);
        Is(ChildState.Faulted);
        Assert.Equal([Launch.Plan.Endpoint], Endpoints.Out);
        Assert.Equal(SpinnerError.Unkillable, Published<ChildFaulted>(TransitionCause.Stop).Fault.Reason);
    }

    [Fact]
    public void Cancelled_while_Stopping_leaves_the_next()
    {
        var stop = InStopping();
        var start = SendCancellable(Start);

        Manager.Tell(new Cancelled(Name, start));

        Launch.Exit(0);
        AnswersStopped(stop);
        Assert.False(start.Task.IsCompleted);
        Is(ChildState.Stopped);
        Launched(1);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void Cancelled_while_Stopping_leaves_the_stoppers()
    {
        InStarted();
        var stop = SendCancellable(Stop);

        Manager.Tell(new Cancelled(Name, stop));

        Launch.Exit(0);
        Assert.False(stop.Task.IsCompleted);
        Is(ChildState.Stopped);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void Drain_while_Stopping_joins_and_rejects_the_starts_before_it()
    {
        var stop = InStopping();
        var start = Send(Start);

        var drain = SendDrain();

        Rejects(start, SpinnerError.ShuttingDown);
        Rejects(Send(Start), SpinnerError.ShuttingDown);
        Launch.Exit(0);
        AnswersStopped(stop);
        AnswersStopped(drain);
        Is(ChildState.Stopped);
        Published<ChildStopped>(TransitionCause.Drain);
    }

    [Fact]
    public void Remove_while_Stopping_joins_rejects_the_starts_before_it_and_ends()
    {
        var stop = InStopping();
        var start = Send(Start);

        var remove = Send(Remove);

        Rejects(start, SpinnerError.Aborted);
        Launch.Exit(0);
        AnswersStopped(stop);
        IsRemoved(remove);
        Published<ChildStopped>(TransitionCause.Remove);
    }

    [Fact]
    public void The_end_of_its_owner_while_Stopping_is_an_unknown_exit()
    {
        var stop = InStopping();

        Child.Tell(new LaunchEnded(LaunchActor));

        AnswersStopped(stop);
        Published<ChildStopped>(TransitionCause.Stop);
    }
}
