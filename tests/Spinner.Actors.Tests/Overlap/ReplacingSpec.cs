using Akka.Actor;
using Spinner.Actors.Tests.Table;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Overlap;

/// <summary>Replacing: what others ask meanwhile.</summary>
public class ReplacingSpec(TableSystem table) : OverlapSpecs(table)
{
    [Fact]
    public void FileChanged_while_Started_launches_another_beside()
    {
        InStarted();
        var since = Info.Since;
        Clock.Advance(Seconds(3));

        FileChanges();

        Serves(1);
        Lives(1, 2);
        Got(1);
        Assert.NotEqual(Nth(1).Plan.Endpoint, Nth(2).Plan.Endpoint);
        Assert.Equal((since, 2), (Info.Since, Info.Launches));
    }

    [Fact]
    public void Restart_while_Started_launches_another_beside_and_waits_for_it()
    {
        InStarted();

        var restart = Send(Restart);

        restart.Waits();
        Serves(1);
        Launch.BecomeReady();
        AnswersReady(restart);
        Serves(2);
        Assert.Equal(2, Published<ChildRestarted>(TransitionCause.Restart).Launch);
    }

    [Fact]
    public void A_child_with_an_address_of_its_own_is_restarted()
    {
        Send(new StartChild(Name, Options with { Endpoint = EndpointSpec.Port(8080) }));
        Launch.BecomeReady();
        ForgetEvents();

        FileChanges();

        Is(ChildState.Restarting);
        Signalled("SIGTERM");
        Launched(1);
    }

    [Fact]
    public void Start_while_Replacing_is_answered_with_what_serves()
    {
        InReplacingByFile();

        var (start, other) = (Send(Start), Send(StartOther));

        Assert.Equal(new ChildReady { Name = Name, Endpoint = Nth(1).Plan.Endpoint, Pid = Nth(1).Pid, Launch = 1, AlreadyRunning = true }, start.Gets<ChildReady>());
        Assert.True(other.Gets<ChildReady>().OptionsIgnored);
        Launched(2);
    }

    [Fact]
    public void Stop_while_Replacing_ends_both_and_is_answered_when_both_are_gone()
    {
        var restart = InReplacing();
        var gate = Gate!;

        var stop = Send(Stop);

        Rejects(restart, SpinnerError.Aborted);
        Is(ChildState.Stopping);
        Assert.True(gate.IsClosed);
        Got(1, "SIGTERM");
        Got(2, "SIGTERM");
        Nth(2).Exit(0);
        stop.Waits();
        Nth(1).Exit(4);
        AnswersStopped(stop);
        Assert.Equal(4, Published<ChildStopped>(TransitionCause.Stop).Exit!.Code);
    }

    [Fact]
    public void Stop_while_Replacing_asked_withdraws_and_ends_what_serves()
    {
        var restart = InReplacingAsked();

        var stop = Send(Stop);

        Rejects(restart, SpinnerError.Aborted);
        Is(ChildState.Stopping);
        Nth(1).Exit(0);
        AnswersStopped(stop);
        AnswerEndpoints();
        Launched(1);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void Drain_while_Replacing_ends_both()
    {
        var restart = InReplacing();

        var drain = SendDrain();

        Rejects(restart, SpinnerError.ShuttingDown);
        Nth(1).Exit(0);
        drain.Waits();
        Nth(2).Exit(0);
        AnswersStopped(drain);
        Published<ChildStopped>(TransitionCause.Drain);
        Rejects(Send(Start), SpinnerError.ShuttingDown);
    }

    [Fact]
    public void Remove_while_Replacing_ends_both_then_the_child()
    {
        InReplacingByFile();

        var remove = Send(Remove);

        Nth(1).Exit(0);
        remove.Waits();
        Nth(2).Exit(0);
        IsRemoved(remove);
        Published<ChildStopped>(TransitionCause.Remove);
    }

    [Fact]
    public void Restart_while_Replacing_supersedes_the_next_launch()
    {
        var first = InReplacing();

        var second = Send(Restart);

        Got(2, "SIGTERM");
        Launched(2);
        Serves(1);
        Nth(2).Exit(0);
        Lives(1, 3);
        Nth(3).BecomeReady();
        AnswersReady(first);
        AnswersReady(second);
        Published<ChildRestarted>(TransitionCause.Restart);
    }

    [Fact]
    public void Restart_while_Replacing_asked_joins_with_a_fresh_deadline()
    {
        var first = InReplacingAsked();
        Clock.Advance(Seconds(29));

        var second = Send(Restart);

        Clock.Advance(Seconds(29));
        AnswerEndpoints();
        Launched(2);
        Launch.BecomeReady();
        AnswersReady(first);
        AnswersReady(second);
        Published<ChildRestarted>(TransitionCause.Restart);
    }

    [Fact]
    public void FileChanged_while_Replacing_supersedes_the_next_launch()
    {
        InReplacingByFile();

        FileChanges();

        Got(2, "SIGTERM");
        Nth(2).BecomeReady(); // with what was before
        Serves(1);
        Nth(2).Exit(0);
        Lives(1, 3);
        Nth(3).BecomeReady();
        Serves(3);
        Published<ChildRestarted>(TransitionCause.FileChanged);
    }

    [Fact]
    public void FileChanged_while_Replacing_superseded_is_read_by_the_launch_to_come()
    {
        InReplacingSuperseded();

        Ignores(ContentChanged);
        Ignores(new LaunchIsReady(NthActor(2), new LaunchReady(Nth(2).Plan.Endpoint, Verified: true)));
    }

    [Fact]
    public void IdleDue_while_Replacing_waits_for_the_end_of_it()
    {
        InReplacingByFile();
        Ignores(new IdleDue(Gate!));

        Nth(2).Exit(1);
        KeepsOld(TransitionCause.FileChanged, 1, "ended with exit code 1");
        Clock.Advance(TimeSpan.FromMinutes(30));

        Is(ChildState.Stopping);
        Nth(1).Exit(0);
        Published<ChildStopped>(TransitionCause.Idle);
    }

    [Fact]
    public void Cancelled_while_Replacing_leaves_and_the_launch_goes_on()
    {
        InStarted();
        var restart = SendCancellable(new RestartChild(Name));

        Manager.Tell(new Cancelled(Name, restart));

        Launch.BecomeReady();
        Serves(2);
        Assert.False(restart.Task.IsCompleted);
        Published<ChildRestarted>(TransitionCause.Restart);
    }

    [Fact]
    public void The_end_of_the_spinner_while_Replacing_kills_both()
    {
        var restart = InReplacing();

        End();

        Rejects(restart, SpinnerError.Aborted);
        Lives();
        Assert.Null(Gate);
    }
}
