using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

public class FaultedSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void Start_while_Faulted_before_RetryAt_is_rejected()
    {
        InFaulted();
        var retryAt = Clock.GetUtcNow() + Seconds(60);
        Clock.Advance(Seconds(59.999));

        var start = Send(StartOther);

        var rejected = start.Gets<Rejected>();
        Assert.Equal((SpinnerError.Faulted, 0, retryAt), (rejected.Reason, rejected.Attempts, rejected.RetryAt));
        Assert.Equal((ChildState.Faulted, 0), (Info.State, Info.Options.Args!.Count));
        Launched(2);
    }

    [Fact]
    public void Start_while_Faulted_after_RetryAt_takes_its_options_and_launches()
    {
        InFaulted();
        Clock.Advance(Seconds(60));

        var start = Send(StartOther);

        start.Waits();
        Is(ChildState.Starting);
        Assert.Equal(["other"], Launch.Plan.Args);
        Launch.BecomeReady();
        Assert.False(start.Gets<ChildReady>().OptionsIgnored);
        Published<ChildStarted>(TransitionCause.Start);
    }

    [Fact]
    public void Start_while_Faulted_after_RetryAt_launches_only_once()
    {
        InFaulted();
        Clock.Advance(Seconds(60));
        var start = Send(Start);

        Launch.Exit(1);

        Assert.Equal(1, start.Gets<Rejected>().Attempts);
        Is(ChildState.Faulted);
        Launched(3);
        Assert.Equal((1, 1), (Published<ChildError>(TransitionCause.Start) is var error ? error.Attempt : 0, error.Attempts));
        Assert.Equal(Clock.GetUtcNow() + Seconds(60), Published<ChildFaulted>(TransitionCause.Start).Fault.RetryAt);
    }

    [Fact]
    public void Stop_while_Faulted_forgets_the_fault()
    {
        InFaulted();

        var stop = Send(Stop);

        AnswersStopped(stop, wasRunning: false);
        Is(ChildState.Stopped);
        Assert.Null(Info.Fault);
        Published<ChildStopped>(TransitionCause.Stop);
        Send(Start);
        Is(ChildState.Starting);
    }

    [Fact]
    public void Restart_while_Faulted_forgets_the_fault_and_launches_with_all_attempts()
    {
        InFaulted();

        var restart = Send(Restart);

        restart.Waits();
        Is(ChildState.Starting);
        Launched(3);
        Launch.Exit(1);
        Assert.Equal((1, 3), (Published<ChildError>(TransitionCause.Restart) is var error ? error.Attempt : 0, error.Attempts));
        Clock.Advance(Seconds(0.24));
        Launch.BecomeReady();
        AnswersReady(restart);
        Published<ChildStarted>(TransitionCause.Restart);
    }

    [Fact]
    public void FileChanged_while_Faulted_forgets_the_fault_and_launches_once()
    {
        InFaulted();

        FileChanges();

        Is(ChildState.Starting);
        Launched(3);
        Launch.Exit(1);
        Is(ChildState.Faulted);
        Assert.Equal((1, 1), (Published<ChildError>(TransitionCause.FileChanged) is var error ? error.Attempt : 0, error.Attempts));
        Published<ChildFaulted>(TransitionCause.FileChanged);
    }

    [Fact]
    public void IdleDue_while_Faulted_is_ignored()
    {
        InStarted();
        var gate = Gate!;
        Launch.Exit(1);
        Launch.BecomeReady();
        Launch.Exit(1);
        ForgetEvents();

        Ignores(new IdleDue(gate));
    }

    [Fact]
    public void Drain_while_Faulted_forgets_the_fault_and_refuses_from_now_on()
    {
        InFaulted();

        var drain = SendDrain();

        AnswersStopped(drain, wasRunning: false);
        Is(ChildState.Stopped);
        Published<ChildStopped>(TransitionCause.Drain);
        Rejects(Send(Restart), SpinnerError.ShuttingDown);
        Ignores(ContentChanged);
    }

    [Fact]
    public void Remove_while_Faulted_ends()
    {
        InFaulted();

        var remove = Send(Remove);

        IsRemoved(remove);
        Published<ChildStopped>(TransitionCause.Remove);
    }

    [Theory, InlineData("Stop"), InlineData("Restart"), InlineData("FileChanged")]
    public void A_way_out_of_Faulted_forgets_the_last_crash(string way)
    {
        InFaulted();
        if (way == "Stop") Send(Stop);
        if (way == "FileChanged") FileChanges();
        else Send(Restart);
        Launch.BecomeReady();

        Launch.Exit(1);

        Is(ChildState.Restarting);
        ForgetEvents();
    }

    [Fact]
    public void A_start_after_RetryAt_does_not_forget_the_last_crash()
    {
        InFaulted();
        Clock.Advance(Seconds(60) - TimeSpan.FromTicks(1));
        Send(Start).Gets<Rejected>();
        Clock.Advance(TimeSpan.FromTicks(1));
        Send(Start);
        Launch.BecomeReady();

        Launch.Exit(1); // 60 s after the last crash: older than the tolerance

        Is(ChildState.Restarting);
        ForgetEvents();
    }
}
