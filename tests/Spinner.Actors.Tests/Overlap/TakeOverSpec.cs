using Akka.Actor;
using Spinner.Actors.Tests.Table;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Overlap;

/// <summary>Replacing: what the launches do.</summary>
public class TakeOverSpec(TableSystem table) : OverlapSpecs(table)
{
    [Fact]
    public void Ready_while_Replacing_takes_over_and_stops_the_one_before_when_nobody_uses_it()
    {
        InReplacingByFile();
        var before = Gate!;

        Nth(2).BecomeReady();

        Serves(2);
        Assert.True(before.IsClosed);
        Got(1, "SIGTERM");
        Published<ChildRestarted>(TransitionCause.FileChanged);
        Nth(1).Exit(0);
        Serves(2);
        Lives(2);
    }

    [Fact]
    public void NoEndpoint_while_Replacing_keeps_the_old()
    {
        InStarted();
        Endpoints.RefuseNext("none is free");

        var restart = Send(Restart);

        Rejects(restart, SpinnerError.KeptOld);
        KeepsOld(TransitionCause.Restart, 1, "none is free");
        Launched(1);
    }

    [Fact]
    public void SpawnFailed_while_Replacing_keeps_the_old()
    {
        InStarted();
        Launcher.FailNext(SpawnFailure.CommandNotFound, "no such command");

        var restart = Send(Restart);

        Rejects(restart, SpinnerError.KeptOld);
        KeepsOld(TransitionCause.Restart, 1, "no such command");
        Assert.Equal(1, Info.Launches);
    }

    [Fact]
    public void Exited_while_Replacing_keeps_the_old_and_tells_why()
    {
        var restart = InReplacing();
        Nth(2).WriteError("cannot parse line 3");

        Nth(2).Exit(3);

        var rejected = restart.Gets<Rejected>();
        Assert.Equal((SpinnerError.KeptOld, 3, null), (rejected.Reason, rejected.LastExit!.Code, rejected.RetryAt));
        Assert.Equal(["cannot parse line 3"], rejected.ErrorTail);
        KeepsOld(TransitionCause.Restart, 1, "ended with exit code 3 before it listened");
        Got(1);
        Lives(1);
    }

    [Fact]
    public void What_was_kept_is_replaced_by_the_next_change()
    {
        InReplacingByFile();
        Nth(2).Exit(3);
        ForgetEvents();

        FileChanges();
        Nth(3).BecomeReady();

        Serves(3);
        Published<ChildRestarted>(TransitionCause.FileChanged);
    }

    [Fact]
    public void Exited_while_Replacing_superseded_launches_what_it_was_superseded_by()
    {
        var restart = InReplacingSuperseded();

        Nth(2).Exit(1);

        Serves(1);
        Lives(1, 3);
        restart.Waits();
    }

    [Fact]
    public void SpawnFailed_while_Replacing_superseded_launches_what_it_was_superseded_by()
    {
        InReplacingSuperseded();

        Child.Tell(new NotSpawned(NthActor(2), SpawnFailure.CommandNotFound, "no such command"));

        Serves(1);
        Lives(1, 3);
    }

    [Fact]
    public void StartTimedOut_while_Replacing_kills_the_next_launch_and_keeps_the_old()
    {
        var restart = InReplacingLate();

        Got(2, "SIGKILL");
        Nth(2).BecomeReady();
        restart.Waits();
        Nth(2).ExitBySignal(9);

        Rejects(restart, SpinnerError.KeptOld);
        KeepsOld(TransitionCause.Restart, 1, "did not listen");
        Lives(1);
    }

    [Fact]
    public void StartTimedOut_while_Replacing_asked_keeps_the_old()
    {
        var restart = InReplacingAsked();

        Clock.Advance(Seconds(30));

        Rejects(restart, SpinnerError.KeptOld);
        KeepsOld(TransitionCause.Restart, 1, "no endpoint was granted");
        AnswerEndpoints();
        Launched(1);
    }

    [Fact]
    public void A_change_that_nobody_waits_for_has_a_whole_deadline()
    {
        InReplacingByFile();
        Clock.Advance(Seconds(29));
        FileChanges();
        Nth(2).Exit(0);

        Clock.Advance(Seconds(29));
        Nth(3).BecomeReady();

        Serves(3);
        Published<ChildRestarted>(TransitionCause.FileChanged);
    }

    [Fact]
    public void A_change_does_not_prolong_the_wait_for_a_restart()
    {
        var restart = InReplacing();
        Clock.Advance(Seconds(20));
        FileChanges();
        Nth(2).Exit(0);

        Clock.Advance(Seconds(10));
        Nth(3).ExitBySignal(9);

        Rejects(restart, SpinnerError.KeptOld);
        KeepsOld(TransitionCause.FileChanged, 1, "did not listen");
    }

    [Fact]
    public void StopTimedOut_while_Replacing_kills_the_superseded_launch()
    {
        InReplacingSuperseded();

        Clock.Advance(Seconds(10));

        Got(2, "SIGTERM", "SIGKILL");
        Nth(2).ExitBySignal(9);
        Lives(1, 3);
    }

    [Fact]
    public void KillTimedOut_while_Replacing_keeps_the_old_beside_the_one_that_cannot_be_killed()
    {
        var restart = InReplacingLate();

        Clock.Advance(Seconds(5));

        Rejects(restart, SpinnerError.KeptOld);
        KeepsOld(TransitionCause.Restart, 1, $"pids {Nth(2).Pid}");
        Lives(1, 2);
        Assert.Contains(Nth(2).Plan.Endpoint, Endpoints.Out);
        Nth(2).ExitBySignal(9);
        Assert.DoesNotContain(Nth(2).Plan.Endpoint, Endpoints.Out);
        Serves(1);
    }

    [Fact]
    public void Ready_again_of_what_serves_while_Replacing_is_ignored()
    {
        InReplacingByFile();

        Ignores(new LaunchIsReady(NthActor(1), new LaunchReady(Nth(1).Plan.Endpoint, Verified: true)));
    }
}
