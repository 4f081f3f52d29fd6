using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>A launch wants more time: EXTEND_TIMEOUT_USEC.</summary>
public class ExtendsTimeSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void The_deadline_of_a_start_is_that_far_away_at_least()
    {
        var start = InStarting();
        Clock.Advance(Seconds(29));
        Launch.ExtendTimeout(Seconds(20));
        Clock.Advance(Seconds(19));
        Is(ChildState.Starting);
        Signalled();

        Clock.Advance(Seconds(1));

        Signalled("SIGKILL");
        Launch.ExitBySignal(9);
        Rejects(start, SpinnerError.StartTimedOut);
        ForgetEvents();
    }

    [Fact]
    public void It_never_gets_nearer()
    {
        InStarting();
        Launch.ExtendTimeout(Seconds(1));
        Clock.Advance(Seconds(29.9));
        Signalled();
        Clock.Advance(Seconds(0.1));
        Signalled("SIGKILL");
    }

    [Fact]
    public void A_launch_may_ask_again_and_again_and_become_ready_late()
    {
        var start = InStarting();
        for (var i = 0; i < 100; i++)
        {
            Clock.Advance(Seconds(20));
            Launch.ExtendTimeout(Seconds(30));
        }

        Launch.BecomeReady();

        AnswersReady(start);
        ForgetEvents();
    }

    [Fact]
    public void What_is_late_already_gets_no_time_any_more()
    {
        InStartingLate();
        Launch.ExtendTimeout(Seconds(100));
        Clock.Advance(Seconds(5));

        Assert.Equal(SpinnerError.Unkillable, Info.Fault!.Reason);
        ForgetEvents();
    }

    [Fact]
    public void A_start_without_a_deadline_gets_none_by_it()
    {
        Send(Start with { Options = Options with { StartTimeout = ChildOptions.Never } });
        Launch.ExtendTimeout(Seconds(10));
        Clock.Advance(TimeSpan.FromDays(1));

        Is(ChildState.Starting);
        Signalled();
    }

    [Fact]
    public void The_time_of_a_stop_is_that_long_at_least()
    {
        var stop = InStopping();
        Clock.Advance(Seconds(9));
        Launch.ExtendTimeout(Seconds(20));
        Clock.Advance(Seconds(19));
        Signalled("SIGTERM");
        Clock.Advance(Seconds(1));
        Signalled("SIGTERM", "SIGKILL");

        Launch.ExitBySignal(9);

        AnswersStopped(stop);
        ForgetEvents();
    }

    [Fact]
    public void After_SIGKILL_it_is_not_heard()
    {
        InStopping();
        Clock.Advance(Seconds(10));
        Launch.ExtendTimeout(Seconds(100));
        Clock.Advance(Seconds(5));

        Assert.Equal(SpinnerError.Unkillable, Info.Fault!.Reason);
        ForgetEvents();
    }

    [Fact]
    public void A_launch_that_serves_has_no_deadline()
    {
        InStarted();
        Launch.ExtendTimeout(Seconds(1));
        Clock.Advance(Seconds(60));

        Is(ChildState.Started);
        Signalled();
    }

    [Fact]
    public void A_flood_of_it_is_one_message_at_a_time_and_the_longest_counts()
    {
        InStarting();
        ((IInternalActorRef)Child).Suspend();
        for (var i = 0; i < 100_000; i++) Launch.ExtendTimeout(Seconds(40 + i % 7));
        Launch.ExtendTimeout(TimeSpan.MaxValue);

        Assert.InRange(((ActorRefWithCell)Child).Underlying.NumberOfMessages, 0, 2);
        ((IInternalActorRef)Child).Resume();
        Clock.Advance(TimeSpan.FromDays(23));
        Signalled();
        Clock.Advance(TimeSpan.FromDays(1));
        Signalled("SIGKILL");
    }
}
