using Akka.Actor;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Table;

/// <summary>Starting, with a launch that ends before it is ready.</summary>
public class StartingExitedSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void Exited_while_Starting_pauses_before_the_next_attempt()
    {
        var start = InStarting();

        Launch.Exit(3);

        start.Waits();
        Is(ChildState.Starting);
        Assert.Empty(Endpoints.Out);
        Assert.Equal((null, 3), (Info.Pid, Info.LastExit!.Code));
        var error = Published<ChildError>(Cause.Start);
        Assert.Equal((StartFailure.ExitedBeforeReady, 1, 3, 3), (error.Failure, error.Attempt, error.Attempts, error.Exit!.Code));
    }

    [Fact]
    public void Exited_while_Starting_the_last_attempt_rejects()
    {
        var start = InStartingPause();
        Clock.Advance(Seconds(0.24));
        Launch.Exit(1);
        Clock.Advance(Seconds(0.48));
        Published<ChildError>(Cause.Start, ago: Seconds(0.48));

        Launch.WriteError("oh");
        Launch.Exit(3);

        var rejected = start.Gets<Rejected>();
        Assert.Equal((StartFailure.ExitedBeforeReady, 3, 3, Clock.GetUtcNow() + Seconds(60)),
            (rejected.Reason, rejected.Attempts, rejected.LastExit!.Code, rejected.RetryAt));
        Assert.Equal(["oh"], rejected.ErrorTail);
        Is(ChildState.Faulted);
        Assert.Equal(3, Published<ChildError>(Cause.Start).Attempt);
        Assert.Equal(rejected.RetryAt, Published<ChildFaulted>(Cause.Start).Fault.RetryAt);
    }

    [Fact]
    public void Exited_while_Starting_because_of_a_stranger_names_it()
    {
        var start = InStarting();
        for (var attempt = 1; attempt <= 3; attempt++, Clock.Advance(Seconds(1))) Launch.ExitBecauseOf(new(4711, "nginx"));

        var rejected = start.Gets<Rejected>();
        Assert.Equal(StartFailure.EndpointTaken, rejected.Reason);
        Assert.Contains("pid 4711 (nginx)", rejected.Detail);
        ForgetEvents();
    }

    [Fact]
    public void Exited_while_Starting_and_late_rejects_once()
    {
        var start = InStartingLate();

        Launch.ExitBySignal(9);

        var rejected = start.Gets<Rejected>();
        Assert.Equal((StartFailure.StartTimedOut, 1, 9), (rejected.Reason, rejected.Attempts, rejected.LastExit!.Signal));
        Is(ChildState.Faulted);
        Assert.Equal(StartFailure.StartTimedOut, Published<ChildError>(Cause.Start).Failure);
        Assert.Equal(Clock.GetUtcNow() + Seconds(60), Published<ChildFaulted>(Cause.Start).Fault.RetryAt);
    }

    [Fact]
    public void The_end_of_its_owner_while_Starting_is_an_unknown_exit()
    {
        InStarting();

        Child.Tell(new LaunchEnded(LaunchActor));

        Is(ChildState.Starting);
        Assert.Equal(ExitStatus.Unknown, Published<ChildError>(Cause.Start).Exit);
    }
}
