using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

public class StartedSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void Start_while_Started_is_answered_at_once()
    {
        InStarted();

        var start = Send(Start);

        Assert.Equal(new ChildReady { Name = Name, Endpoint = Launch.Plan.Endpoint, Pid = Launch.Pid, Launch = 1, AlreadyRunning = true }, start.Gets<ChildReady>());
        Is(ChildState.Started);
        Launched(1);
    }

    [Fact]
    public void Start_while_Started_counts_as_a_use()
    {
        InStarted();
        Clock.Advance(TimeSpan.FromMinutes(29));

        Send(Start);

        Clock.Advance(TimeSpan.FromMinutes(29));
        Is(ChildState.Started);
        Assert.Equal(Clock.GetUtcNow() + TimeSpan.FromMinutes(1), Info.AliveBecause!.IdleDueAt);
    }

    [Fact]
    public void Stop_while_Started_terminates()
    {
        InStarted();
        var gate = Gate!;

        var stop = Send(Stop);

        stop.Waits();
        Is(ChildState.Stopping);
        Signalled("SIGTERM");
        Assert.Null(Gate);
        Assert.True(gate.IsClosed);
        Launch.Exit(0);
        AnswersStopped(stop);
        Assert.Equal(0, Published<ChildStopped>(TransitionCause.Stop).Exit!.Code);
    }

    [Fact]
    public void Restart_while_Started_terminates_and_launches_another()
    {
        InStarted();

        var restart = Send(Restart);

        restart.Waits();
        Is(ChildState.Restarting);
        Signalled("SIGTERM");
        Assert.Null(Gate);
        Launch.Exit(0);
        Launch.BecomeReady();
        AnswersReady(restart);
        Assert.Equal(2, Published<ChildRestarted>(TransitionCause.Restart).Launch);
    }

    [Fact]
    public void FileChanged_while_Started_terminates_and_launches_another()
    {
        InStarted();

        FileChanges();

        Is(ChildState.Restarting);
        Signalled("SIGTERM");
        Assert.Null(Gate);
        Launch.Exit(0);
        Launch.BecomeReady();
        Is(ChildState.Started);
        Published<ChildRestarted>(TransitionCause.FileChanged);
    }

    [Fact]
    public void IdleDue_while_Started_and_unused_terminates()
    {
        InStarted();
        var gate = Gate!;

        Clock.Advance(TimeSpan.FromMinutes(30));

        Is(ChildState.Stopping);
        Assert.True(gate.IsClosed);
        Signalled("SIGTERM");
        Launch.Exit(0);
        Is(ChildState.Stopped);
        Published<ChildStopped>(TransitionCause.Idle);
    }

    [Fact]
    public void IdleDue_while_Started_and_used_is_put_off_until_the_use_ended_an_idle_time_ago()
    {
        InStarted();
        Gate!.TryEnter();

        Child.Tell(new IdleDue(Gate));
        Clock.Advance(TimeSpan.FromMinutes(45));
        Gate.Exit();
        Clock.Advance(TimeSpan.FromMinutes(29));

        Is(ChildState.Started);
        Signalled();
        Clock.Advance(TimeSpan.FromMinutes(1));
        Is(ChildState.Stopping);
    }

    [Fact]
    public void Ready_again_while_Started_is_ignored()
    {
        InStarted();

        Ignores(LaunchIsReady);
    }

    [Fact]
    public void Exited_while_Started_launches_at_once()
    {
        InStarted();

        Launch.Exit(0);

        Is(ChildState.Restarting);
        Launched(2);
        var error = Published<ChildError>(TransitionCause.Crash);
        Assert.Equal((SpinnerError.Crashed, 1, 0), (error.Reason, error.Launch, error.Exit!.Code));
        Assert.Null(Gate);
        Launch.BecomeReady();
        Assert.Equal((2, Launch.Pid), (Published<ChildRestarted>(TransitionCause.Crash) is var again ? again.Launch : 0, again.Pid));
    }

    [Fact]
    public void Exited_while_Started_a_second_time_within_the_tolerance_faults()
    {
        InStarted();
        Launch.Exit(1);
        Launch.BecomeReady();
        ForgetEvents();
        Clock.Advance(Seconds(59.999));

        Launch.ExitBySignal(11);

        Is(ChildState.Faulted);
        Launched(2);
        Assert.Equal(SpinnerError.Crashed, Published<ChildError>(TransitionCause.Crash).Reason);
        var fault = Published<ChildFaulted>(TransitionCause.Crash).Fault;
        Assert.Equal((SpinnerError.CrashLoop, Clock.GetUtcNow() + Seconds(60)), (fault.Reason, fault.RetryAt));
        Assert.Contains("SIGSEGV", fault.Detail);
    }

    [Fact]
    public void Exited_while_Started_a_second_time_after_the_tolerance_launches_at_once()
    {
        InStarted();
        Launch.Exit(1);
        Launch.BecomeReady();
        Clock.Advance(Seconds(60));

        Launch.Exit(1);

        Is(ChildState.Restarting);
        Launched(3);
        ForgetEvents();
    }

    [Fact]
    public void The_end_of_its_owner_while_Started_is_an_unknown_exit()
    {
        InStarted();

        Child.Tell(new LaunchEnded(LaunchActor));

        Is(ChildState.Restarting);
        Assert.Equal(ExitStatus.Unknown, Published<ChildError>(TransitionCause.Crash).Exit);
    }

    [Fact]
    public void Drain_while_Started_terminates_and_refuses_from_now_on()
    {
        InStarted();

        var drain = SendDrain();

        drain.Waits();
        Is(ChildState.Stopping);
        Signalled("SIGTERM");
        Rejects(Send(Start), SpinnerError.ShuttingDown);
        Launch.Exit(0);
        AnswersStopped(drain);
        Published<ChildStopped>(TransitionCause.Drain);
    }

    [Fact]
    public void Remove_while_Started_terminates_and_ends()
    {
        InStarted();

        var remove = Send(Remove);

        remove.Waits();
        Is(ChildState.Stopping);
        Signalled("SIGTERM");
        Launch.Exit(0);
        IsRemoved(remove);
        Published<ChildStopped>(TransitionCause.Remove);
    }
}
