namespace Spinner.Actors.Tests.Table;

/// <summary>A started launch that has served for long enough, or often enough: nothing is wrong with it, and another takes its place.</summary>
public class WornSpec(TableSystem table) : ChildSpecs(table)
{
    [Fact]
    public void A_lifetime_ends_within_a_tenth_of_it()
    {
        InStarted(Options with { MaxLifetime = Seconds(1000) });
        Clock.Advance(Seconds(899));
        Is(ChildState.Started);
        Clock.Advance(Seconds(202));

        Is(ChildState.Restarting);
        Signalled("SIGTERM");
        Launch.Exit(0);
        Launch.BecomeReady();
        Published<ChildRestarted>(TransitionCause.Lifetime);
    }

    [Fact]
    public void That_is_no_crash_however_often_it_happens()
    {
        InStarted(Options with { MaxLifetime = Seconds(1) });
        for (var i = 2; i < 20; i++)
        {
            Clock.Advance(Seconds(1.1));
            Launch.Exit(0);
            Launched(i);
            Launch.BecomeReady();
        }

        Is(ChildState.Started);
        ForgetEvents();
    }

    [Fact]
    public void The_last_use_it_is_good_for_replaces_it()
    {
        InStarted(Options with { MaxRequests = 3 });
        Clock.Advance(Seconds(60));
        Use(2);
        Is(ChildState.Started);
        Use(1);

        Is(ChildState.Restarting);
        Launch.Exit(0);
        Launch.BecomeReady();
        Published<ChildRestarted>(TransitionCause.Requests);
        Use(2);
        Is(ChildState.Started);
    }

    [Fact]
    public void But_not_before_it_has_served_for_the_restart_tolerance()
    {
        InStarted(Options with { MaxRequests = 1 });
        Use(5);
        Clock.Advance(Seconds(59));
        Is(ChildState.Started);
        Clock.Advance(Seconds(1));

        Is(ChildState.Restarting);
        ForgetEvents();
    }

    [Fact]
    public void Touches_and_leases_are_no_such_uses()
    {
        InStarted(Options with { MaxRequests = 1 });
        Clock.Advance(Seconds(60));
        Send(Start);
        Send(new StartChild(Name) { Lease = true });
        Gate!.TryTouch();

        Is(ChildState.Started);
        ForgetEvents();
    }

    private void InStarted(ChildOptions options)
    {
        Send(Start with { Options = options with { IdleTime = ChildOptions.Never } });
        Launch.BecomeReady();
        ForgetEvents();
    }

    private void Use(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var gate = Gate!;
            Assert.True(gate.TryUse());
            gate.Exit();
        }
    }
}
