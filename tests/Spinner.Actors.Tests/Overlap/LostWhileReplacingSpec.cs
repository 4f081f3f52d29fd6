using Akka.Actor;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Overlap;

/// <summary>Replacing: the launch that serves ends by itself, so the next one is awaited by all.</summary>
public class LostWhileReplacingSpec(TableSystem table) : OverlapSpecs(table)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Exited_of_what_serves_while_Replacing_makes_it_a_start_that_all_wait_for(bool silently)
    {
        var restart = InReplacing();

        if (silently) Child.Tell(new LaunchEnded(NthActor(1)));
        else Nth(1).Exit(7);

        Is(ChildState.Restarting);
        Assert.Null(Gate);
        var error = Published<ChildError>(TransitionCause.Crash);
        Assert.Equal((SpinnerError.Crashed, 1), (error.Reason, error.Launch));
        var start = Send(Start);
        Nth(2).BecomeReady();
        AnswersReady(restart);
        AnswersReady(start);
        Serves(2);
        Assert.Equal(2, Published<ChildRestarted>(TransitionCause.Restart).Launch);
    }

    [Fact]
    public void Exited_of_what_serves_while_Replacing_asked_waits_for_the_endpoint()
    {
        var restart = InReplacingAsked();

        Nth(1).Exit(7);

        Is(ChildState.Restarting);
        Published<ChildError>(TransitionCause.Crash);
        AnswerEndpoints();
        Launch.BecomeReady();
        AnswersReady(restart);
        Published<ChildRestarted>(TransitionCause.Restart);
    }

    [Fact]
    public void Exited_of_what_serves_while_Replacing_superseded_waits_for_the_launch_to_come()
    {
        InReplacingSuperseded();

        Nth(1).Exit(7);

        Is(ChildState.Restarting);
        Published<ChildError>(TransitionCause.Crash);
        Nth(2).Exit(0);
        Lives(3);
        Nth(3).BecomeReady();
        Serves(3);
        Published<ChildRestarted>(TransitionCause.FileChanged);
    }

    [Fact]
    public void A_look_for_a_listener_that_ends_meanwhile_keeps_no_later_look_from_being_made()
    {
        InStarted();
        ((IInternalActorRef)Child).Suspend();
        Report(1);
        Send(Restart);
        ((IInternalActorRef)Child).Resume(); // what the look found stands behind the restart
        Nth(2).Exit(1);
        Serves(1);
        ForgetEvents();

        Nth(1).Listening = false;
        Report(1);

        Is(ChildState.Restarting);
        ForgetEvents();
    }

    private void Report(int launch) => Child.Tell(new Request(new ReportUnreachable(Name, launch), Waiter.Nobody));

    [Fact]
    public void The_next_waits_for_the_launch_it_follows_whoever_else_is_gone_before()
    {
        InStartedRetired();
        var restart = Send(Restart);
        FileChanges(); // the third is terminating
        Nth(2).Exit(1);
        Is(ChildState.Restarting);

        Nth(1).Exit(0);
        Launched(3);

        Nth(3).Exit(0);
        Launched(4);
        Launch.BecomeReady();
        AnswersReady(restart);
        Serves(4);
        ForgetEvents();
    }

    [Fact]
    public void Once_nothing_serves_the_next_launch_has_all_attempts()
    {
        InReplacingByFile();
        Nth(1).Exit(7);
        ForgetEvents();

        Nth(2).Exit(1);

        var error = Published<ChildError>(TransitionCause.FileChanged);
        Assert.Equal((SpinnerError.ExitedBeforeReady, 1, 3), (error.Reason, error.Attempt, error.Attempts));
        Clock.Advance(Seconds(1));
        Launched(3);
        Nth(3).BecomeReady();
        Serves(3);
        Published<ChildRestarted>(TransitionCause.FileChanged);
    }

    [Fact]
    public void A_crash_while_Replacing_counts_towards_a_crash_loop()
    {
        InReplacingByFile();
        Nth(1).Exit(7);
        Nth(2).BecomeReady();
        ForgetEvents();

        Nth(2).Exit(7);

        Is(ChildState.Faulted);
        Published<ChildError>(TransitionCause.Crash);
        Assert.Equal(SpinnerError.CrashLoop, Published<ChildFaulted>(TransitionCause.Crash).Fault.Reason);
    }
}
