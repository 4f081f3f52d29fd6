using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>A started launch that listens no longer, told by who could not connect.</summary>
public class ListenerGoneSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void It_is_replaced_when_its_listener_is_gone()
    {
        InStarted();
        Launch.Listening = false;

        Report(1);

        Is(ChildState.Restarting);
        Signalled("SIGTERM");
        var start = Send(Start);
        Launch.Exit(0);
        Launch.BecomeReady();
        Assert.Equal(2, start.Gets<ChildReady>().Launch);
        Assert.Equal(SpinnerError.Crashed, Published<ChildError>(TransitionCause.Unreachable).Reason);
        Published<ChildRestarted>(TransitionCause.Unreachable);
    }

    [Theory, InlineData(true), InlineData(null)]
    public void It_stays_when_it_listens_or_nobody_knows(bool? listens)
    {
        InStarted();
        Launch.Listening = listens;

        Report(1);
        Report(1);

        Is(ChildState.Started);
        Signalled();
    }

    [Fact]
    public void A_report_about_another_launch_is_none()
    {
        InStarted();
        Launch.Listening = false;

        Report(2);

        Is(ChildState.Started);
    }

    [Theory, MemberData(nameof(Columns))]
    public void In_no_other_state_anything_becomes_of_it(Column column)
    {
        In(column);
        if (column == Column.Started) return;

        Ignores(new Request(new ReportUnreachable(Name, Launcher.Launches.Count), Spinner.Actors.Signals.Waiter.Nobody));
        if (Launcher.Launches.Count > 0) Ignores(new ListenerGone(LaunchActor));
        ForgetEvents();
    }

    [Fact]
    public void Twice_within_the_tolerance_is_a_loop()
    {
        InStarted();
        Lose();
        Launch.Exit(0);
        Launch.BecomeReady();
        Lose();

        Is(ChildState.Stopping);
        var start = Send(Start);
        Launch.Exit(0);

        Is(ChildState.Faulted);
        Rejects(start, SpinnerError.CrashLoop);
        Assert.Equal(SpinnerError.CrashLoop, Info.Fault!.Reason);
        Assert.Equal(Clock.GetUtcNow() + Seconds(60), Info.Fault.RetryAt);
        ForgetEvents();
    }

    [Fact]
    public void A_loop_whose_launch_survives_SIGKILL_is_a_loop_once_that_is_gone()
    {
        InStarted();
        Lose();
        Launch.Exit(0);
        Launch.BecomeReady();
        Lose();
        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(5));
        Assert.Equal(SpinnerError.Unkillable, Info.Fault!.Reason);

        Launch.ExitBySignal(9);

        Is(ChildState.Faulted);
        Assert.Equal(SpinnerError.CrashLoop, Info.Fault!.Reason);
        ForgetEvents();
    }

    [Fact]
    public void A_stop_while_it_ends_in_a_fault_ends_in_a_stop()
    {
        InStarted();
        Lose();
        Launch.Exit(0);
        Launch.BecomeReady();
        Lose();

        var stop = Send(Stop);
        Launch.Exit(0);

        AnswersStopped(stop);
        Is(ChildState.Stopped);
        ForgetEvents();
    }

    private void Lose()
    {
        Launch.Listening = false;
        Report(Launcher.Launches.Count);
    }

    private void Report(int launch) => Manager.Tell(new Request(new ReportUnreachable(Name, launch), Spinner.Actors.Signals.Waiter.Nobody));
}
