using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>Faulted, Unkillable: SIGKILL did not help. Most facts begin after a stop; what differs after a restart says so.</summary>
public class UnkillableSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void Start_while_Unkillable_is_rejected()
    {
        InUnkillable();
        Clock.Advance(TimeSpan.FromDays(1));

        var start = Send(StartOther);

        Assert.Equal((SpinnerError.Unkillable, null), (start.Gets<Rejected>().Reason, start.Gets<Rejected>().RetryAt));
        Assert.Equal((ChildState.Faulted, 0), (Info.State, Info.Options.Args!.Count));
        Launched(1);
    }

    [Fact]
    public void Stop_while_Unkillable_fails_and_is_remembered()
    {
        InUnkillableReplaced();

        var stop = Send(Stop);

        AnswersStopFailed(stop);
        Is(ChildState.Faulted);
        Launch.ExitBySignal(9);
        Is(ChildState.Stopped);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void Restart_while_Unkillable_is_rejected()
    {
        InUnkillable();

        var restart = Send(Restart);

        Rejects(restart, SpinnerError.Unkillable);
        Is(ChildState.Faulted);
        Launched(1);
    }

    [Fact]
    public void FileChanged_while_Unkillable_is_ignored()
    {
        InUnkillableReplaced();

        Ignores(ContentChanged);
    }

    [Fact]
    public void IdleDue_while_Unkillable_is_ignored()
    {
        InStarted();
        var gate = Gate!;
        Send(Stop);
        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(5));
        ForgetEvents();

        Ignores(new IdleDue(gate));
    }

    [Fact]
    public void Ready_while_Unkillable_is_ignored()
    {
        InStartingLate();
        Clock.Advance(Seconds(5));
        ForgetEvents();

        Ignores(LaunchIsReady);
    }

    [Fact]
    public void SpawnFailed_while_Unkillable_is_the_end_of_it()
    {
        InUnkillable();

        Child.Tell(NotSpawned);

        Is(ChildState.Stopped);
        Assert.Empty(Endpoints.Out);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void The_process_that_cannot_be_killed_is_shown_whoever_stops_it_again()
    {
        InUnkillable();
        Assert.Equal(Launch.Pid, Info.Pid);

        Send(Stop);

        Assert.Equal(Launch.Pid, Info.Pid);
    }

    [Fact]
    public void A_launch_that_survives_the_SIGKILL_of_its_deadline_is_named_once()
    {
        InStartingLate();

        Clock.Advance(Seconds(5));

        Assert.EndsWith($"pids {Launch.Pid}", Published<ChildFaulted>(TransitionCause.Start).Fault.Detail, StringComparison.Ordinal);
        Assert.Equal(Launch.Pid, Info.Pid);
    }

    [Fact]
    public void Exited_while_Unkillable_after_a_stop_completes_it()
    {
        InUnkillable();

        Launch.ExitBySignal(9);

        Is(ChildState.Stopped);
        Assert.Empty(Endpoints.Out);
        Assert.Null(Info.Fault);
        Assert.Equal(9, Published<ChildStopped>(TransitionCause.Stop).Exit!.Signal);
    }

    [Fact]
    public void Exited_while_Unkillable_after_an_idle_stop_tells_that()
    {
        InStarted();
        Clock.Advance(TimeSpan.FromMinutes(30));
        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(5));
        Published<ChildFaulted>(TransitionCause.Idle);

        Launch.ExitBySignal(9);

        Published<ChildStopped>(TransitionCause.Idle);
    }

    [Fact]
    public void Exited_while_Unkillable_after_a_restart_makes_it_an_ordinary_fault_that_is_over()
    {
        InUnkillableReplaced();

        Launch.ExitBySignal(9);

        Is(ChildState.Faulted);
        Assert.Empty(Endpoints.Out);
        Assert.Equal((Clock.GetUtcNow(), null), (Info.Fault!.RetryAt, Info.Pid));
        var start = Send(Start);
        Launch.BecomeReady();
        AnswersReady(start);
        Published<ChildStarted>(TransitionCause.Start);
    }

    [Fact]
    public void FileChanged_after_the_end_of_what_was_unkillable_launches()
    {
        InUnkillableReplaced();
        Launch.ExitBySignal(9);

        FileChanges();

        Is(ChildState.Starting);
        Launched(2);
    }

    [Fact]
    public void Drain_while_Unkillable_fails_is_remembered_and_refuses_from_now_on()
    {
        InUnkillableReplaced();

        var drain = SendDrain();

        AnswersStopFailed(drain);
        Is(ChildState.Faulted);
        Rejects(Send(Start), SpinnerError.ShuttingDown);
        Launch.ExitBySignal(9);
        Is(ChildState.Stopped);
        Published<ChildStopped>(TransitionCause.Drain);
    }

    [Fact]
    public void Remove_while_Unkillable_fails_and_the_child_lives_on()
    {
        InUnkillableReplaced();

        var remove = Send(Remove);

        AnswersStopFailed(remove);
        Is(ChildState.Faulted);
        Rejects(Send(Start), SpinnerError.Unkillable); // not held any more
        Launch.ExitBySignal(9);
        Is(ChildState.Stopped);
        Published<ChildStopped>(TransitionCause.Remove);
    }

    [Fact]
    public void The_end_of_its_owner_while_Unkillable_is_the_end_of_it()
    {
        InUnkillable();

        Child.Tell(new LaunchEnded(LaunchActor));

        Is(ChildState.Stopped);
        Published<ChildStopped>(TransitionCause.Stop);
    }
}
