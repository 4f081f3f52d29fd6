using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Overlap;

/// <summary>What is to take over is refused by the system, for now: what serves goes on, and it is tried again.</summary>
public class RefusedWhileReplacingSpec(TableSystem table) : OverlapSpecs(table)
{
    [Fact]
    public void A_refusal_that_may_pass_is_tried_again_beside_what_serves()
    {
        InRefused();

        Serves(1);
        Clock.Advance(Seconds(0.24));
        Launch.BecomeReady();

        Serves(2);
        ForgetEvents();
    }

    [Fact]
    public void That_does_not_pass_within_the_deadline_leaves_the_old_one()
    {
        InRefused();
        for (var i = 0; i < 100; i++) Launcher.FailNext(SpawnFailure.Unavailable, "no memory");
        for (var i = 0; i < 300; i++) Clock.Advance(Seconds(0.1));
        TakeEvents();

        Serves(1);
        Launched(1);
        Clock.Advance(Seconds(60));
        Launched(1);
    }

    [Fact]
    public void The_old_one_that_ends_meanwhile_is_followed_at_once_by_one_launch()
    {
        InRefused();

        Nth(1).Exit(1);

        Launched(2);
        Launch.BecomeReady();
        Clock.Advance(Seconds(1));
        Launched(2);
        Serves(2);
        ForgetEvents();
    }

    [Fact]
    public void A_retired_launch_that_is_gone_starts_no_second_pause()
    {
        InStartedRetired();
        Launcher.FailNext(SpawnFailure.Unavailable, "no memory");
        FileChanges();

        Nth(1).Exit(0);

        Launched(2);
        Clock.Advance(Seconds(0.24));
        Launched(3);
        Launch.BecomeReady();
        Serves(3);
        ForgetEvents();
    }

    [Fact]
    public void A_stop_ends_both()
    {
        InRefused();

        var stop = Send(Stop);
        Nth(1).Exit(0);

        AnswersStopped(stop);
        Clock.Advance(Seconds(30));
        Launched(1);
        ForgetEvents();
    }

    private void InRefused()
    {
        InStarted();
        Launcher.FailNext(SpawnFailure.Unavailable, "no memory");
        FileChanges();
    }
}
