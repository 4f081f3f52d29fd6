using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Overlap;

/// <summary>Launches that were replaced: how long they live, and what becomes of them in each state.</summary>
public class RetiredSpec(TableSystem table) : OverlapSpecs(table)
{
    [Fact]
    public void A_retired_launch_is_stopped_when_its_last_use_ends()
    {
        InStarted();
        var before = Gate!;
        before.TryEnter();
        TakesOver(); // enters once more

        before.Exit();
        Got(1);
        before.Exit();

        Got(1, "SIGTERM");
        Nth(1).Exit(0);
        Serves(2);
    }

    [Fact]
    public void Who_finds_the_gate_closed_and_leaves_last_counts_as_the_last_use()
    {
        var calls = 0;
        var gate = new LaunchGate(new ChildReady { Name = Name, Endpoint = new TcpEndpoint("127.0.0.1", 1), Pid = 1, Launch = 1 }, null!, Clock);
        gate.TryEnter();

        gate.Close(() => calls++);
        Assert.False(gate.TryEnter());
        Assert.Equal(0, calls);
        gate.Exit();

        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_retired_launch_is_stopped_when_its_time_is_over()
    {
        InStartedRetired();

        Clock.Advance(Seconds(15));
        Got(1, "SIGTERM");
        Clock.Advance(Seconds(10));
        Got(1, "SIGTERM", "SIGKILL");
        Nth(1).ExitBySignal(9);

        Lives(2);
        Serves(2);
    }

    [Fact]
    public void A_retired_launch_is_stopped_as_its_own_options_say()
    {
        InStartedRetired();
        Launcher.FailNext(SpawnFailure.Refused, "no program");
        Nth(2).Exit(1);
        Is(ChildState.Faulted);
        Send(new StartChild(Name, Options with { StopTimeout = Seconds(3) }));
        Launch.BecomeReady();

        Clock.Advance(Seconds(15));
        Got(1, "SIGTERM");
        Clock.Advance(Seconds(3));
        Got(1, "SIGTERM");
        Clock.Advance(Seconds(7));
        Got(1, "SIGTERM", "SIGKILL");

        Nth(1).ExitBySignal(9);
        Serves(3);
        ForgetEvents();
    }

    [Fact]
    public void A_retired_launch_that_cannot_be_killed_is_told_of_and_keeps_its_endpoint()
    {
        InStartedRetired();

        Clock.Advance(Seconds(15));
        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(5));

        var error = Published<ChildError>(TransitionCause.FileChanged);
        Assert.Equal((SpinnerError.Unkillable, 1), (error.Reason, error.Launch));
        Serves(2);
        Assert.Contains(Nth(1).Plan.Endpoint, Endpoints.Out);
        Nth(1).ExitBySignal(9);
        Lives(2);
    }

    [Fact]
    public void A_lease_moves_to_the_launch_that_takes_over()
    {
        InStarted();
        var holder = Asker();
        Manager.Tell(new StartChild(Name) { Lease = true }, holder);
        var before = Gate!;

        FileChanges();
        Nth(2).BecomeReady();

        Assert.Equal((0, 1), (before.InFlight, Gate!.InFlight));
        Got(1, "SIGTERM");
        Published<ChildRestarted>(TransitionCause.FileChanged);
    }

    [Fact]
    public void Stop_while_others_are_retired_waits_for_all()
    {
        InStartedFull();

        var stop = Send(Stop);

        Is(ChildState.Stopping);
        foreach (var launch in Launcher.Launches) Assert.Equal(["SIGTERM"], launch.Signals);
        Nth(3).Exit(0);
        Nth(1).Exit(0);
        stop.Waits();
        Nth(2).Exit(0);
        AnswersStopped(stop);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void An_idle_stop_ends_the_retired_too()
    {
        InStartedRetired();
        Clock.Advance(Seconds(15));
        Clock.Advance(Seconds(10));
        Clock.Advance(Seconds(5));
        ForgetEvents();

        Clock.Advance(TimeSpan.FromMinutes(30));

        Is(ChildState.Stopping);
        Nth(2).Exit(0);
        Is(ChildState.Stopping);
        Nth(1).ExitBySignal(9);
        Is(ChildState.Stopped);
        Published<ChildStopped>(TransitionCause.Idle);
    }

    [Fact]
    public void Stop_in_a_fault_ends_the_retired()
    {
        InStartedRetired();
        Nth(2).Exit(1);
        Launch.BecomeReady();
        Launch.Exit(1);
        Is(ChildState.Faulted);
        ForgetEvents();

        var stop = Send(Stop);

        Is(ChildState.Stopping);
        Got(1, "SIGTERM");
        Nth(1).Exit(0);
        AnswersStopped(stop);
        Published<ChildStopped>(TransitionCause.Stop);
    }

    [Fact]
    public void What_is_retired_may_end_in_a_fault_and_in_every_way_out_of_it()
    {
        InStartedFull();
        Nth(3).Exit(1);
        Launch.BecomeReady();
        Launch.Exit(1);
        ForgetEvents();
        Nth(1).Exit(0);
        Is(ChildState.Faulted);

        var restart = Send(Restart);
        Nth(2).Exit(0);

        Is(ChildState.Starting);
        Launch.BecomeReady();
        AnswersReady(restart);
        Published<ChildStarted>(TransitionCause.Restart);
    }
}
