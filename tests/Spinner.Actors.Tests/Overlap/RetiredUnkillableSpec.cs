using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Overlap;

/// <summary>Launches that were replaced and survive SIGKILL, alone or beside another.</summary>
public class RetiredUnkillableSpec(TableSystem table) : OverlapSpecs(table)
{
    [Fact]
    public void A_last_use_that_ends_when_SIGKILL_did_not_help_changes_nothing()
    {
        InStarted();
        var before = Gate!;
        TakesOver();
        Clock.Advance(Seconds(15));
        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(5));
        Published<ChildError>(TransitionCause.FileChanged);

        before.Exit();

        Got(1, "SIGTERM", "SIGKILL");
        Serves(2);
        Nth(1).ExitBySignal(9);
    }

    [Fact]
    public void A_stop_fails_only_when_every_launch_has_had_its_chance()
    {
        InStartedRetired();
        Clock.Advance(Seconds(15)); // the first got SIGTERM
        Clock.Advance(Seconds(5));
        var stop = Send(Stop);

        Clock.Advance(Seconds(5));
        Clock.Advance(Seconds(5)); // the first survived SIGKILL; the second gets one
        Published<ChildError>(TransitionCause.Stop);
        stop.Waits();
        Clock.Advance(Seconds(5));

        Assert.Equal([Nth(2).Pid, Nth(1).Pid], stop.Gets<StopFailed>().Pids);
        Is(ChildState.Faulted);
        Published<ChildFaulted>(TransitionCause.Stop);
        Nth(1).ExitBySignal(9);
        Is(ChildState.Faulted);
        Nth(2).ExitBySignal(9);
        Is(ChildState.Stopped);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void A_start_whose_launch_could_not_be_killed_waits_for_that_alone()
    {
        InStartedRetired();
        Nth(2).Exit(1);
        for (var passed = 0; passed < 7; passed++) Clock.Advance(Seconds(5)); // neither the first nor the third could be killed
        Assert.Null(Info.Fault!.RetryAt);

        Nth(3).ExitBySignal(9);

        Is(ChildState.Faulted);
        Assert.Equal(Clock.GetUtcNow(), Info.Fault!.RetryAt);
        Lives(1);
        Nth(1).ExitBySignal(9);
        ForgetEvents();
    }

    [Fact]
    public void A_stop_tries_again_to_kill_what_could_not_be_killed()
    {
        InStartedRetired();
        Clock.Advance(Seconds(15));
        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(5));
        ForgetEvents();

        var stop = Send(Stop);

        Got(1, "SIGTERM", "SIGKILL", "SIGKILL");
        Nth(1).ExitBySignal(9);
        Nth(2).Exit(0);
        AnswersStopped(stop);
        Published<ChildStopped>(TransitionCause.Stop);
    }
}
