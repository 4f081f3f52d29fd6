using Akka.Actor;

namespace Spinner.Actors.Tests.Table;

/// <summary>A child nobody keeps: a lease makes it wanted, and without one its fault is forgotten after its idle time, which is 30 min.</summary>
public class HeldFaultSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void RetryDue_while_Faulted_is_ignored_when_nobody_wants_the_child()
    {
        InFaulted();

        Clock.Advance(Seconds(120));

        Is(ChildState.Faulted);
        Launched(2);
        Assert.Null(Info.RelaunchAt);
    }

    [Fact]
    public void A_held_child_comes_back_by_itself()
    {
        InHeldFault();
        Assert.Equal(Clock.GetUtcNow() + Seconds(60), Info.RelaunchAt);

        Clock.Advance(Seconds(60));

        Is(ChildState.Starting);
        Launch.BecomeReady();
        Assert.Equal(1, Gate!.InFlight);
        ForgetEvents();
    }

    [Fact]
    public void ForgetDue_while_Faulted_does_not_forget_what_is_held()
    {
        var holder = Send(Start with { Lease = true, Options = Options with { IdleTime = Seconds(30) } });
        Launch.BecomeReady();
        Launch.Exit(1);
        Launch.BecomeReady();
        Launch.Exit(1);
        ForgetEvents();

        Clock.Advance(Seconds(59));

        Is(ChildState.Faulted);
        holder.Gets<ChildReady>();
    }

    [Fact]
    public void A_lease_that_ends_while_Faulted_leaves_nobody_who_wants_it()
    {
        var holder = InHeldFault();

        Manager.Tell(new EndLease(Name), holder);

        Assert.Null(Info.RelaunchAt);
        Clock.Advance(Seconds(60));
        Is(ChildState.Faulted);
        Clock.Advance(TimeSpan.FromMinutes(30));
        Is(ChildState.Stopped);
        holder.Forget();
        Manager.Tell(new EndLease(Name), holder);
        ForgetEvents();
    }

    [Fact]
    public void The_idle_time_of_a_fault_begins_anew_when_nobody_wants_the_child_any_more()
    {
        var holder = Send(Start with { Lease = true, Options = Options with { IdleTime = Seconds(30) } });
        Launch.BecomeReady();
        Launch.Exit(1);
        Launch.BecomeReady();
        Launch.Exit(1);
        Clock.Advance(Seconds(40));
        holder.Forget();
        Manager.Tell(new EndLease(Name), holder);

        Clock.Advance(Seconds(29));
        Is(ChildState.Faulted);
        Clock.Advance(Seconds(1));

        Is(ChildState.Stopped);
        ForgetEvents();
    }

    [Fact]
    public void A_lease_asked_for_while_Faulted_is_not_taken()
    {
        InFaulted();

        Rejects(Send(Start with { Lease = true }), SpinnerError.Faulted);

        Clock.Advance(Seconds(60));
        Is(ChildState.Faulted);
    }

    [Fact]
    public void ForgetDue_while_Faulted_forgets_the_fault_and_keeps_it_to_be_seen()
    {
        InFaulted();
        Clock.Advance(TimeSpan.FromMinutes(30) - Seconds(1));
        Is(ChildState.Faulted);

        Clock.Advance(Seconds(1));

        Is(ChildState.Stopped);
        Published<ChildStopped>(TransitionCause.Idle);
        Assert.Equal((null, SpinnerError.CrashLoop), (Info.Fault, Info.LastFault!.Reason));
        Assert.Contains("crashed twice", Info.DownBecause, StringComparison.Ordinal);
        Clock.Advance(TimeSpan.FromDays(1));
        Is(ChildState.Stopped);
    }

    [Fact]
    public void A_start_that_is_refused_asks_for_it_all_the_same()
    {
        InFaulted();
        Clock.Advance(Seconds(59));
        Rejects(Send(Start), SpinnerError.Faulted);

        Clock.Advance(TimeSpan.FromMinutes(30) - Seconds(1));

        Is(ChildState.Faulted);
        Clock.Advance(Seconds(1));
        Is(ChildState.Stopped);
        ForgetEvents();
    }

    [Fact]
    public void A_child_without_idle_time_stays_faulted()
    {
        Send(Start with { Options = Options with { IdleTime = ChildOptions.Never } });
        Launch.BecomeReady();
        Launch.Exit(1);
        Launch.BecomeReady();
        Launch.Exit(1);
        ForgetEvents();

        Clock.Advance(TimeSpan.FromDays(365));

        Is(ChildState.Faulted);
    }

    [Fact]
    public void After_a_fault_that_was_forgotten_a_crash_is_the_first()
    {
        InFaulted();
        Clock.Advance(TimeSpan.FromMinutes(30));
        Send(Start);
        Launch.BecomeReady();

        Launch.Exit(1);

        Is(ChildState.Restarting);
        ForgetEvents();
    }

    private Listener InHeldFault()
    {
        var holder = Send(Start with { Lease = true });
        Launch.BecomeReady();
        Launch.Exit(1);
        Launch.BecomeReady();
        Launch.Exit(1);
        ForgetEvents();
        return holder;
    }
}
