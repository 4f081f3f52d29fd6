using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>From forwarding a Remove until the child has ended, or the removal has failed, the manager holds the name's commands.</summary>
public class RemovalSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void A_start_behind_a_removal_makes_the_child_anew()
    {
        InStarted();
        var remove = Send(Remove);
        var start = Send(StartOther);
        start.Waits();
        Is(ChildState.Stopping);

        Launch.Exit(0);

        Assert.Equal(new ChildRemoved(Name), remove.Gets<ChildRemoved>());
        Published<ChildStopped>(TransitionCause.Remove);
        Is(ChildState.Starting);
        Assert.Equal(["other"], Launch.Plan.Args);
        Launch.BecomeReady();
        Assert.Equal((1, false), (start.Gets<ChildReady>().Launch, start.Gets<ChildReady>().OptionsIgnored));
        Published<ChildStarted>(TransitionCause.Start);
    }

    [Fact]
    public void A_restart_behind_a_removal_makes_the_child_anew()
    {
        InStarted();
        Send(Remove);
        var restart = Send(Restart);

        Launch.Exit(0);
        Launch.BecomeReady();

        restart.Gets<ChildReady>();
        Published<ChildStopped>(TransitionCause.Remove);
        Published<ChildStarted>(TransitionCause.Restart);
    }

    [Fact]
    public void A_stop_and_a_removal_behind_a_removal_find_no_child()
    {
        InStarted();
        Send(Remove);
        var stop = Send(Stop);
        var remove = Send(Remove);
        stop.Waits();
        remove.Waits();

        Launch.Exit(0);

        stop.Gets<NoSuchChild>();
        remove.Gets<NoSuchChild>();
        Published<ChildStopped>(TransitionCause.Remove);
    }

    [Fact]
    public void Commands_behind_a_removal_keep_their_order()
    {
        InStarted();
        Send(Remove);
        var start = Send(Start);
        var stop = Send(Stop);
        var last = Send(Start);

        Launch.Exit(0);

        Rejects(start, SpinnerError.Aborted);
        Launch.Exit(0);
        stop.Gets<StopSucceeded>();
        Launch.BecomeReady();
        last.Gets<ChildReady>();
        Launched(3);
        ForgetEvents();
    }

    [Fact]
    public void A_removal_behind_a_start_behind_a_removal_ends_the_second_child()
    {
        InStarted();
        Send(Remove);
        var start = Send(Start);
        var second = Send(Remove);
        var last = Send(Stop);

        Launch.Exit(0);
        Rejects(start, SpinnerError.Aborted);
        second.Waits();
        Launch.Exit(0);

        IsRemoved(second);
        last.Gets<NoSuchChild>();
        ForgetEvents();
    }

    [Fact]
    public void A_removal_that_fails_ends_the_hold()
    {
        InStarted();
        var remove = Send(Remove);
        var start = Send(Start);
        var stop = Send(Stop);
        Clock.Advance(Seconds(10));

        Clock.Advance(Seconds(5));

        AnswersStopFailed(remove);
        Rejects(start, SpinnerError.Unkillable);
        AnswersStopFailed(stop);
        Is(ChildState.Faulted);
        Published<ChildFaulted>(TransitionCause.Remove);
        Launch.ExitBySignal(9);
        Is(ChildState.Stopped); // and does not end
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void StopAll_behind_a_removal_is_answered()
    {
        InStarted();
        Send(Remove);

        var all = Send(new StopAllChildren());

        all.Waits();
        Launch.Exit(0);
        Assert.Empty(all.Gets<AllStopped>().Failed);
        Published<ChildStopped>(TransitionCause.Remove);
    }

    [Fact]
    public void Who_hears_that_a_child_is_removed_finds_it_removed()
    {
        var found = Asker();
        var asker = Asker(_ => Manager.Tell(new GetChild(Name), found));

        Manager.Tell(Remove, asker);

        asker.Gets<ChildRemoved>();
        found.Gets<NoSuchChild>();
    }

    [Fact]
    public void What_is_held_when_the_spinner_ends_is_answered()
    {
        InStarted();
        var remove = Send(Remove);
        var start = Send(Start);
        var stop = Send(Stop);

        End();

        Assert.Equal(new ChildRemoved(Name), remove.Gets<ChildRemoved>());
        Rejects(start, SpinnerError.ShuttingDown);
        stop.Gets<NoSuchChild>();
    }

    [Fact]
    public void A_child_whose_actor_fails_answers_and_is_made_anew()
    {
        MayLogErrors = true;
        InStarted();
        var stop = Send(Stop);

        Child.Tell(Kill.Instance);

        stop.Gets<StopSucceeded>();
        Assert.Equal(0, Launcher.Living);
        var start = Send(Start);
        Launch.BecomeReady();
        start.Gets<ChildReady>();
        Launched(2);
        Published<ChildStarted>(TransitionCause.Start);
    }
}
