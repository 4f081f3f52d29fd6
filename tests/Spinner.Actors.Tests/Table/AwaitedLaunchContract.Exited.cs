using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

// The launch ends before it is ready.
public abstract partial class AwaitedLaunchContract
{
    [Fact]
    public void Exited_pauses_before_the_next_attempt()
    {
        var waiting = InState();

        Launch.Exit(3);

        waiting.Waits();
        Is(State);
        Assert.Empty(Endpoints.Out);
        Assert.Equal((null, 3), (Info.Pid, Info.LastExit!.Code));
        var error = Published<ChildError>(Cause);
        Assert.Equal((SpinnerError.ExitedBeforeReady, 1, 3, 3), (error.Reason, error.Attempt, error.Attempts, error.Exit!.Code));
    }

    [Fact]
    public void Exited_the_last_attempt_rejects()
    {
        var waiting = InState();
        Launch.Exit(1);
        Published<ChildError>(Cause);
        Clock.Advance(Seconds(0.24));
        Launch.Exit(1);
        Clock.Advance(Seconds(0.48));
        Published<ChildError>(Cause, ago: Seconds(0.48));

        Launch.WriteError("oh");
        Launch.Exit(3);

        var rejected = waiting.Gets<Rejected>();
        Assert.Equal((SpinnerError.ExitedBeforeReady, 3, 3, Clock.GetUtcNow() + Seconds(60)),
            (rejected.Reason, rejected.Attempts, rejected.LastExit!.Code, rejected.RetryAt));
        Assert.Equal(["oh"], rejected.ErrorTail);
        Is(ChildState.Faulted);
        Assert.Equal(3, Published<ChildError>(Cause).Attempt);
        Assert.Equal(rejected.RetryAt, Published<ChildFaulted>(Cause).Fault.RetryAt);
    }

    [Fact]
    public void Exited_because_of_a_stranger_names_it()
    {
        var waiting = InState();
        for (var attempt = 1; attempt <= 3; attempt++, Clock.Advance(Seconds(1))) Launch.ExitBecauseOf(new(4711, "nginx"));

        var rejected = waiting.Gets<Rejected>();
        Assert.Equal(SpinnerError.EndpointTaken, rejected.Reason);
        Assert.Contains("pid 4711 (nginx)", rejected.Detail);
        ForgetEvents();
    }

    [Fact]
    public void Exited_when_late_rejects_once()
    {
        var waiting = InState();
        Clock.Advance(Seconds(30));

        Launch.ExitBySignal(9);

        var rejected = waiting.Gets<Rejected>();
        Assert.Equal((SpinnerError.StartTimedOut, 1, 9), (rejected.Reason, rejected.Attempts, rejected.LastExit!.Signal));
        Is(ChildState.Faulted);
        Assert.Equal(SpinnerError.StartTimedOut, Published<ChildError>(Cause).Reason);
        Assert.Equal(Clock.GetUtcNow() + Seconds(60), Published<ChildFaulted>(Cause).Fault.RetryAt);
    }

    [Fact]
    public void The_end_of_its_owner_is_an_unknown_exit()
    {
        InState();

        Child.Tell(new LaunchEnded(LaunchActor));

        Is(State);
        Assert.Equal(ExitStatus.Unknown, Published<ChildError>(Cause).Exit);
    }
}
