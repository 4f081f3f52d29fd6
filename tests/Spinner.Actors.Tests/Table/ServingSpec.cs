using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>Whoever finds a gate open finds a launch that nobody has asked to stop.</summary>
public class ServingSpec(TableSystem table) : ChildSpecs(table)
{
    [Theory, InlineData("Stop"), InlineData("Restart"), InlineData("FileChanged"), InlineData("Drain"), InlineData("Remove"), InlineData("Idle")]
    public void The_gate_is_closed_before_the_launch_is_asked_to_stop(string way)
    {
        InStarted();
        var gate = Gate!;
        var open = true;
        Launch.OnTerminate = _ => open = !gate.IsClosed || Gate is not null;

        if (way == "Stop") Send(Stop);
        if (way == "Restart") Send(Restart);
        if (way == "FileChanged") FileChanges();
        if (way == "Drain") SendDrain();
        if (way == "Remove") Send(Remove);
        if (way == "Idle") Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.False(open);
        Assert.Null(Info.Endpoint);
    }

    [Fact]
    public void The_gate_is_closed_when_the_launch_has_crashed()
    {
        InStarted();
        var gate = Gate!;

        Launch.Exit(1);

        Assert.True(gate.IsClosed);
        Assert.Null(Gate);
        ForgetEvents();
    }

    [Fact]
    public void The_gate_is_open_before_anybody_is_told()
    {
        LaunchGate? seen = null;
        var asker = Asker(_ => seen = Gate);
        Manager.Tell(Start, asker);

        Launch.BecomeReady();

        Assert.False(seen!.IsClosed);
        ForgetEvents();
    }

    [Fact]
    public void A_use_that_waited_is_in_the_gate_before_it_is_told()
    {
        InStopping();
        var use = new UseWaiter();
        Manager.Tell(new Request(Start, use));
        Launch.Exit(0);

        Launch.BecomeReady();

        Assert.Equal(1, Gate!.InFlight);
        Clock.Advance(TimeSpan.FromDays(1));
        Is(ChildState.Started);
        ForgetEvents();
    }

    [Fact]
    public void A_kept_child_is_never_idle()
    {
        Send(new StartChild(Name, Options with { Keep = true }));
        Launch.BecomeReady();
        ForgetEvents();

        Clock.Advance(TimeSpan.FromDays(365));
        Child.Tell(new IdleDue(Gate!));

        Is(ChildState.Started);
        Assert.True(Info.AliveBecause!.Keep);
    }
}
