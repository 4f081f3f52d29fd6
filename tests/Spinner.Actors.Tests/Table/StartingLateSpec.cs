namespace Spinner.Actors.Tests.Table;

/// <summary>Starting, with a launch that missed the deadline and got SIGKILL: it is as good as gone, and its kill alarm runs whatever is asked meanwhile.</summary>
public class StartingLateSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void Start_while_Starting_late_joins_and_is_rejected_with_the_others()
    {
        var first = InStartingLate();

        var second = Send(Start);

        second.Waits();
        Launch.ExitBySignal(9);
        Rejects(first, SpinnerError.StartTimedOut);
        Rejects(second, SpinnerError.StartTimedOut);
        ForgetEvents();
    }

    [Fact]
    public void Stop_while_Starting_late_waits_for_its_end()
    {
        var start = InStartingLate();

        var stop = Send(Stop);

        Rejects(start, SpinnerError.Aborted);
        Is(ChildState.Stopping);
        Launch.ExitBySignal(9);
        AnswersStopped(stop);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void Restart_while_Starting_late_launches_after_its_end()
    {
        var start = InStartingLate();

        var restart = Send(Restart);

        Is(ChildState.Restarting);
        Launch.ExitBySignal(9);
        Launched(2);
        Launch.BecomeReady();
        AnswersReady(start);
        AnswersReady(restart);
        Published<ChildStarted>(TransitionCause.Restart);
    }

    [Theory, InlineData("Stop"), InlineData("Restart"), InlineData("FileChanged")]
    public void KillTimedOut_comes_five_seconds_after_the_SIGKILL_all_the_same(string message)
    {
        InStartingLate();
        Clock.Advance(Seconds(4));
        if (message == "Stop") Send(Stop);
        if (message == "Restart") Send(Restart);
        if (message == "FileChanged") FileChanges();

        Clock.Advance(Seconds(1));

        Is(ChildState.Faulted);
        Assert.Equal(SpinnerError.Unkillable, Info.Fault!.Reason);
        ForgetEvents();
    }

    [Fact]
    public void Remove_while_Starting_late_ends_after_its_end()
    {
        InStartingLate();

        var remove = Send(Remove);

        remove.Waits();
        Launch.ExitBySignal(9);
        IsRemoved(remove);
        Published<ChildStopped>(TransitionCause.Remove);
    }
}
