using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>What events and the snapshot tell beside what happened: who asked for it, how long it took, and which attempt it was.</summary>
public class ToldSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void A_start_tells_how_long_it_took_with_all_its_attempts_and_which_it_was()
    {
        Send(Start);
        Clock.Advance(Seconds(1));
        Launch.Exit(3);
        Published<ChildError>(TransitionCause.Start);
        Clock.Advance(Seconds(0.24));
        Clock.Advance(Seconds(2));
        Launch.BecomeReady();

        var started = Published<ChildStarted>(TransitionCause.Start);
        Assert.Equal((Seconds(3.24), 2, 3), (started.Took, started.Attempt, started.Attempts));
    }

    [Fact]
    public void A_restart_tells_how_long_the_new_launch_took_without_the_end_of_the_old_one()
    {
        InStarted();
        Send(Restart);
        Clock.Advance(Seconds(5));
        Launch.Exit(0);
        Clock.Advance(Seconds(2));
        Launch.BecomeReady();

        var restarted = Published<ChildRestarted>(TransitionCause.Restart);
        Assert.Equal((Seconds(2), 1, 3), (restarted.Took, restarted.Attempt, restarted.Attempts));
    }

    [Fact]
    public void While_a_start_is_under_way_its_attempt_and_the_time_of_the_next_are_seen()
    {
        Send(Start);
        Assert.Equal((1, 3, null), (Info.Attempt, Info.Attempts, Info.NextAttemptAt));

        Launch.Exit(3);
        Assert.Equal((1, 3), (Info.Attempt, Info.Attempts));
        Assert.InRange(Info.NextAttemptAt!.Value - Clock.GetUtcNow(), Seconds(0.16), Seconds(0.24));

        Clock.Advance(Seconds(0.24));
        Assert.Equal((2, 3, null), (Info.Attempt, Info.Attempts, Info.NextAttemptAt));

        Launch.BecomeReady();
        Assert.Equal((null, null, null), (Info.Attempt, Info.Attempts, Info.NextAttemptAt));
        ForgetEvents();
    }

    [Fact]
    public void Who_asked_is_told_with_whatever_came_of_it()
    {
        Ask(Start, "token ci");
        Launch.Exit(3);
        Assert.Equal("token ci", Published<ChildError>(TransitionCause.Start).By);
        Clock.Advance(Seconds(0.24));
        Launch.BecomeReady();
        Assert.Equal("token ci", Published<ChildStarted>(TransitionCause.Start).By);

        Ask(Restart, "socket");
        Launch.Exit(0);
        Launch.BecomeReady();
        Assert.Equal("socket", Published<ChildRestarted>(TransitionCause.Restart).By);

        Ask(Stop, "token page");
        Launch.Exit(0);
        Assert.Equal("token page", Published<ChildStopped>(TransitionCause.Stop).By);
    }

    [Fact]
    public void The_last_who_asked_counts()
    {
        InStarted();
        Ask(Restart, "socket");
        Ask(Stop, "token ci");
        Launch.Exit(0);

        Assert.Equal("token ci", Published<ChildStopped>(TransitionCause.Stop).By);
    }

    [Fact]
    public void Of_a_changed_file_its_path_is_told()
    {
        InStarted();
        FileChanges();
        Launch.Exit(0);
        Launch.BecomeReady();

        Assert.Equal($"file {Options.Monitor!.Location}", Published<ChildRestarted>(TransitionCause.FileChanged).By);
    }

    [Fact]
    public void What_nobody_asked_for_names_nobody()
    {
        Ask(Start, "token ci");
        Launch.BecomeReady();
        ForgetEvents();
        Launch.Exit(3);
        Launch.BecomeReady();

        Assert.Null(Published<ChildError>(TransitionCause.Crash).By);
        Assert.Null(Published<ChildRestarted>(TransitionCause.Crash).By);
    }

    [Fact]
    public void An_actor_that_asks_is_named_by_its_path()
    {
        var asker = Send(Start);
        Launch.BecomeReady();

        Assert.Equal($"actor {asker.Path.ToStringWithoutAddress()}", Published<ChildStarted>(TransitionCause.Start).By);
    }

    private void Ask(object command, string by)
    {
        AskedBy.Current = by;
        SendCancellable(command);
        AskedBy.Current = null;
    }
}
