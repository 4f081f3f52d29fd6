using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Overlap;

/// <summary>Replacing: the launch that serves says that it stops, so the next one is awaited by all. One that hangs is being replaced already.</summary>
public class OwnEndWhileReplacingSpec(TableSystem table) : OverlapSpecs(table)
{
    [Fact]
    public void Of_what_serves_it_makes_the_next_one_a_start_that_all_wait_for()
    {
        var restart = InReplacing();

        Nth(1).SayStopping();

        Is(ChildState.Restarting);
        Assert.Null(Gate);
        Assert.Empty(Nth(1).Signals);
        var start = Send(Start);
        Nth(2).BecomeReady();
        AnswersReady(restart);
        AnswersReady(start);
        Serves(2);
        Published<ChildRestarted>(TransitionCause.Restart);
        Nth(1).Exit(0);
        Serves(2);
    }

    [Fact]
    public void It_counts_as_a_crash()
    {
        InReplacing();
        Nth(1).SayStopping();
        Nth(2).BecomeReady();
        Nth(2).Exit(1);

        Is(ChildState.Faulted);
        ForgetEvents();
    }

    [Fact]
    public void Of_what_serves_it_has_the_time_of_a_stop()
    {
        InReplacing();
        Nth(1).SayStopping();
        Clock.Advance(Seconds(10));

        Assert.Equal(["SIGKILL"], Nth(1).Signals);
        ForgetEvents();
    }

    [Fact]
    public void Where_there_is_no_room_the_next_is_launched_once_it_is_gone()
    {
        InStartedFull();
        var restart = Send(Restart);
        Nth(3).SayStopping();
        Is(ChildState.Restarting);
        Launched(3);

        Nth(3).Exit(0);

        Launched(4);
        Launch.BecomeReady();
        AnswersReady(restart);
        ForgetEvents();
    }

    [Fact]
    public void More_time_for_what_serves_is_none_for_the_next()
    {
        InReplacing();
        Nth(1).ExtendTimeout(Seconds(100));
        Clock.Advance(Seconds(30));

        Assert.Equal(["SIGKILL"], Nth(2).Signals);
        ForgetEvents();
    }

    [Fact]
    public void Of_the_next_it_is_not_heard()
    {
        InReplacing();

        Ignores(new StopsItself(NthActor(2)));
        Ignores(new LaunchHangs(NthActor(2), static () => "it hangs"));
    }

    [Fact]
    public void One_that_hangs_goes_on_serving_until_the_next_is_ready()
    {
        var restart = InReplacing();

        Nth(1).Hang();

        Is(ChildState.Started);
        Serves(1);
        Nth(2).BecomeReady();
        AnswersReady(restart);
        Serves(2);
        ForgetEvents();
    }

    [Fact]
    public void One_that_hangs_and_was_kept_is_told_of_again()
    {
        InReplacing();
        Nth(1).Hang();
        Nth(2).Exit(1);
        Serves(1);

        Nth(1).Hang();

        Launched(3);
        Nth(3).BecomeReady();
        Serves(3);
        ForgetEvents();
    }

    [Fact]
    public void One_that_is_busy_keeps_what_was_replaced_until_its_time_is_over()
    {
        InReplacing();
        Nth(1).SayBusy(true);
        Nth(2).BecomeReady();
        Assert.Empty(Nth(1).Signals);

        Nth(1).SayBusy(false);

        Assert.Equal(["SIGTERM"], Nth(1).Signals);
        ForgetEvents();
    }
}
