using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>A refusal that may pass is tried again within the deadline, with the usual pauses, and costs no attempt.</summary>
public class PassingRefusalSpec(TableSystem table) : ChildSpecs(table)
{
    private const string Busy = "Text file busy";

    [Fact]
    public void Is_tried_again_after_a_pause()
    {
        Launcher.FailNext(SpawnFailure.Unavailable, Busy);
        Launcher.FailNext(SpawnFailure.Unavailable, Busy);
        var start = Send(Start);

        start.Waits();
        Is(ChildState.Starting);
        Launched(0);
        Clock.Advance(Seconds(0.24));
        Launched(0);
        Clock.Advance(Seconds(0.48));
        Launched(1);
        Launch.BecomeReady();
        Assert.Equal(1, start.Gets<ChildReady>().Launch);
        Assert.Equal((SpinnerError.SpawnFailed, Busy, 0), (Published<ChildError>(TransitionCause.Start, Seconds(0.72)) is var e ? e.Reason : default, e.Detail, e.Attempt));
        ForgetEvents();
    }

    [Fact]
    public void Of_the_endpoint_too_is_tried_again()
    {
        Endpoints.RefuseNext("Too many open files", mayPass: true);
        var start = Send(Start);

        start.Waits();
        Is(ChildState.Starting);
        Clock.Advance(Seconds(0.24));
        Launch.BecomeReady();

        Assert.Equal(1, start.Gets<ChildReady>().Launch);
        Assert.Equal((SpinnerError.NoEndpoint, 0), (Published<ChildError>(TransitionCause.Start, Seconds(0.24)) is var e ? e.Reason : default, e.Attempt));
        ForgetEvents();
    }

    [Fact]
    public void Costs_no_attempt()
    {
        Launcher.FailNext(SpawnFailure.Unavailable, Busy);
        var start = Send(Start);
        Clock.Advance(Seconds(0.24));

        Launch.Exit(1);
        Clock.Advance(Seconds(0.24));
        Launch.Exit(1);
        start.Waits();
        Clock.Advance(Seconds(0.48));
        Launch.Exit(1);

        Assert.Equal(3, start.Gets<Rejected>().Attempts);
        ForgetEvents();
    }

    [Fact]
    public void That_does_not_pass_within_the_deadline_is_a_fault_that_names_it()
    {
        for (var i = 0; i < 100; i++) Launcher.FailNext(SpawnFailure.Unavailable, Busy);
        var start = Send(Start);

        for (var i = 0; i < 300; i++) Clock.Advance(Seconds(0.1));

        var rejected = start.Gets<Rejected>();
        Assert.Equal((SpinnerError.SpawnFailed, Clock.GetUtcNow() + Seconds(60)), (rejected.Reason, rejected.RetryAt));
        Assert.Contains(Busy, rejected.Detail, StringComparison.Ordinal);
        Is(ChildState.Faulted);
        Launched(0);
        ForgetEvents();
    }

    [Theory]
    [InlineData(SpawnFailure.CommandNotFound)]
    [InlineData(SpawnFailure.NoSuchDirectory)]
    [InlineData(SpawnFailure.PermissionDenied)]
    [InlineData(SpawnFailure.Unavailable)]
    public void After_a_crash_whatever_is_missing_may_come_back(SpawnFailure failure)
    {
        InStarted();
        Launcher.FailNext(failure, "being replaced");
        Launch.Exit(1);

        Is(ChildState.Restarting);
        Clock.Advance(Seconds(0.24));
        Launch.BecomeReady();

        Is(ChildState.Started);
        Launched(2);
        ForgetEvents();
    }

    [Theory]
    [InlineData(SpawnFailure.CommandNotFound)]
    [InlineData(SpawnFailure.NoSuchDirectory)]
    [InlineData(SpawnFailure.PermissionDenied)]
    public void After_a_change_too(SpawnFailure failure)
    {
        InStarted();
        FileChanges();
        Launcher.FailNext(failure, "being replaced");
        Launch.Exit(0);

        Is(ChildState.Restarting);
        Clock.Advance(Seconds(0.24));
        Launch.BecomeReady();

        Is(ChildState.Started);
        ForgetEvents();
    }

    [Fact]
    public void What_no_wait_can_help_is_final_even_after_a_crash()
    {
        InStarted();
        Launcher.FailNext(SpawnFailure.Refused, "no program");
        Launch.Exit(1);

        Is(ChildState.Faulted);
        ForgetEvents();
    }

    [Fact]
    public void An_endpoint_that_is_refused_after_a_crash_is_asked_for_again()
    {
        InStarted();
        Endpoints.RefuseNext("too many open files");
        Launch.Exit(1);

        Is(ChildState.Restarting);
        Clock.Advance(Seconds(0.24));
        Launch.BecomeReady();

        Is(ChildState.Started);
        ForgetEvents();
    }

    [Fact]
    public void That_has_passed_is_not_what_a_later_failure_is_put_down_to()
    {
        Launcher.FailNext(SpawnFailure.Unavailable, Busy);
        var start = Send(Start);
        Clock.Advance(Seconds(0.24));
        Clock.Advance(Seconds(29.7));
        Launch.Exit(1); // the pause that follows is longer than what is left

        Clock.Advance(Seconds(0.1));

        Rejects(start, SpinnerError.StartTimedOut);
        ForgetEvents();
    }

    [Fact]
    public void That_comes_after_the_deadline_is_a_fault()
    {
        var start = InStartingLate();

        Child.Tell(new NotSpawned(LaunchActor, SpawnFailure.Unavailable, Busy));

        Rejects(start, SpinnerError.SpawnFailed);
        Is(ChildState.Faulted);
        Clock.Advance(Seconds(30));
        Launched(1);
        Launch.ExitBySignal(9);
        ForgetEvents();
    }

    [Fact]
    public void A_stop_ends_the_pause()
    {
        Launcher.FailNext(SpawnFailure.Unavailable, Busy);
        var start = Send(Start);

        AnswersStopped(Send(Stop));

        Rejects(start, SpinnerError.Aborted);
        Clock.Advance(Seconds(30));
        Launched(0);
        ForgetEvents();
    }
}
