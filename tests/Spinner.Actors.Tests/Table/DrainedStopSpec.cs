using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>A stop that lets uses end in their own time.</summary>
public class DrainedStopSpec(TableSystem table) : ChildSpecs(table)
{
    private static StopChild Drained => Stop with { Drain = true };

    [Fact]
    public void A_child_that_nobody_uses_is_terminated_at_once()
    {
        InStarted();

        var stop = Send(Drained);

        Signalled("SIGTERM");
        Ends(stop);
    }

    [Fact]
    public void One_that_is_used_is_terminated_when_its_last_use_has_ended_and_nobody_new_gets_in()
    {
        var gate = InUse();
        gate.TryEnter();

        var stop = Send(Drained);

        stop.Waits();
        Is(ChildState.Stopping);
        Assert.Null(Gate);
        Assert.False(gate.TryEnter());
        gate.Exit();
        Signalled();
        gate.Exit();
        Signalled("SIGTERM");
        Ends(stop);
    }

    [Fact]
    public void One_whose_uses_do_not_end_is_terminated_when_their_time_is_over()
    {
        InUse();

        var stop = Send(Drained);

        Clock.Advance(Seconds(14.9));
        Signalled();
        Clock.Advance(Seconds(0.1));
        Signalled("SIGTERM");
        Clock.Advance(Seconds(10));
        Signalled("SIGTERM", "SIGKILL");
        Ends(stop);
    }

    [Theory, InlineData("Stop"), InlineData("Drain"), InlineData("Remove")]
    public void Who_does_not_drain_does_not_wait_for_it(string way)
    {
        InUse();
        var first = Send(Drained);

        var second = way switch { "Stop" => Send(Stop), "Drain" => SendDrain(), _ => Send(Remove) };

        Signalled("SIGTERM");
        Launch.Exit(0);
        AnswersStopped(first);
        if (way == "Remove") second.Gets<ChildRemoved>();
        else AnswersStopped(second);
        Published<ChildStopped>(way switch { "Stop" => TransitionCause.Stop, "Drain" => TransitionCause.Drain, _ => TransitionCause.Remove });
    }

    [Fact]
    public void The_same_again_joins_it()
    {
        var gate = InUse();
        var first = Send(Drained);
        var second = Send(Drained);

        Signalled();
        gate.Exit();
        Launch.Exit(0);

        AnswersStopped(first);
        AnswersStopped(second);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void A_start_waits_for_its_end_and_launches_then()
    {
        var gate = InUse();
        var stop = Send(Drained);
        var start = Send(Start);

        start.Waits();
        Signalled();
        gate.Exit();
        Launch.Exit(0);
        AnswersStopped(stop);
        Published<ChildStopped>(TransitionCause.Stop);
        Launched(2);
        Launch.BecomeReady();
        AnswersReady(start);
        Published<ChildStarted>(TransitionCause.Start);
    }

    [Fact]
    public void One_that_ends_by_itself_meanwhile_is_stopped()
    {
        InUse();
        var stop = Send(Drained);

        Launch.Exit(3);

        AnswersStopped(stop);
        Is(ChildState.Stopped);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    private LaunchGate InUse()
    {
        InStarted();
        Assert.True(Gate!.TryEnter());
        return Gate!;
    }

    private void Ends(Listener stop)
    {
        Launch.Exit(0);
        AnswersStopped(stop);
        Is(ChildState.Stopped);
        Published<ChildStopped>(TransitionCause.Stop);
    }
}
