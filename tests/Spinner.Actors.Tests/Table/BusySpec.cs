using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>A launch says that it is busy: a use of itself while it lasts.</summary>
public class BusySpec(TableSystem table) : ChildSpecs(table)
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(30);

    [Fact]
    public void What_is_busy_is_not_idle()
    {
        InStarted();
        Launch.SayBusy(true);

        Clock.Advance(TimeSpan.FromDays(1));

        Is(ChildState.Started);
        Assert.Equal((1, true, null), (Info.AliveBecause!.Uses, Info.AliveBecause.IsBusy, Info.AliveBecause.IdleDueAt));
        Send(new StopChild(Name) { OnlyIfIdle = true }).Gets<ChildInUse>();
    }

    [Fact]
    public void The_idle_time_counts_from_when_it_is_not_busy_any_more()
    {
        InStarted();
        Launch.SayBusy(true);
        Clock.Advance(IdleTime * 3);
        Launch.SayBusy(false);
        Assert.Equal((0, false, Clock.GetUtcNow() + IdleTime), (Info.AliveBecause!.Uses, Info.AliveBecause.IsBusy, Info.AliveBecause.IdleDueAt));

        Clock.Advance(IdleTime);

        Is(ChildState.Stopping);
    }

    [Fact]
    public void To_have_been_busy_for_a_moment_is_a_use_too()
    {
        InStarted();
        Clock.Advance(IdleTime - Seconds(1));
        Launch.SayBusy(false);
        Clock.Advance(Seconds(1));

        Is(ChildState.Started);
    }

    [Fact]
    public void It_is_one_use_however_often_it_is_said()
    {
        InStarted();
        Launch.SayBusy(true);
        Launch.SayBusy(true);
        Assert.Equal(1, Gate!.InFlight);

        Launch.SayBusy(false);

        Assert.Equal(0, Gate.InFlight);
    }

    [Fact]
    public void What_is_said_before_it_is_ready_counts_from_then()
    {
        InStarting();
        Launch.SayBusy(true);
        Launch.BecomeReady();

        Assert.Equal(1, Gate!.InFlight);
        ForgetEvents();
    }

    [Fact]
    public void It_ends_with_the_launch()
    {
        InStarted();
        Launch.SayBusy(true);
        var gate = Gate!;
        Launch.Exit(1);

        Assert.Equal(0, gate.InFlight);
        Launch.BecomeReady();
        Assert.False(Info.AliveBecause!.IsBusy);
        ForgetEvents();
    }

    [Fact]
    public void A_stop_does_not_wait_for_it()
    {
        InStarted();
        Launch.SayBusy(true);
        Send(Stop);
        Signalled("SIGTERM");

        Launch.SayBusy(true);
        Launch.Exit(0);

        Is(ChildState.Stopped);
        ForgetEvents();
    }

    [Fact]
    public void A_flood_of_it_is_no_message_at_all()
    {
        InStarted();
        ((IInternalActorRef)Child).Suspend();
        for (var i = 0; i < 100_000; i++) Launch.SayBusy(i % 2 == 0);

        Assert.InRange(((ActorRefWithCell)Child).Underlying.NumberOfMessages, 0, 1);
        ((IInternalActorRef)Child).Resume();
        Assert.Equal(0, Gate!.InFlight);
    }
}
