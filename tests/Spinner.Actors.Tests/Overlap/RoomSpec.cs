using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Overlap;

/// <summary>At most three launches live; a fourth waits until one of them is gone.</summary>
public class RoomSpec(TableSystem table) : OverlapSpecs(table)
{
    [Fact]
    public void Without_room_the_oldest_retired_launch_is_killed_first()
    {
        InStartedFull();

        FileChanges();

        Launched(3);
        Got(1, "SIGKILL");
        Got(2);
        Serves(3);
        Nth(1).ExitBySignal(9);
        Lives(2, 3, 4);
        Nth(4).BecomeReady();
        Serves(4);
        Published<ChildRestarted>(TransitionCause.FileChanged);
    }

    [Fact]
    public void Without_room_further_changes_kill_nothing_more()
    {
        InStartedFull();
        FileChanges();

        FileChanges();

        Got(1, "SIGKILL");
        Got(2);
        Launched(3);
    }

    [Fact]
    public void Without_room_because_the_oldest_cannot_be_killed_the_old_is_kept()
    {
        InStartedFull();
        var restart = Send(Restart);

        Clock.Advance(Seconds(5));

        Rejects(restart, SpinnerError.KeptOld);
        Assert.Equal(SpinnerError.Unkillable, Published<ChildError>(TransitionCause.Restart).Reason);
        KeepsOld(TransitionCause.Restart, 3, $"pids {Nth(1).Pid}");
        FileChanges(); // the other one gives way
        Assert.Equal("SIGKILL", Nth(2).Signals[^1]);
    }

    [Fact]
    public void Without_room_a_crash_of_what_serves_makes_it()
    {
        InStartedFull();
        var restart = Send(Restart);

        Nth(3).Exit(1);

        Is(ChildState.Restarting);
        Published<ChildError>(TransitionCause.Crash);
        Lives(1, 2, 4);
        Nth(4).BecomeReady();
        AnswersReady(restart);
        Published<ChildRestarted>(TransitionCause.Restart);
    }
}
