using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Overlap;

/// <summary>Who uses a launch that was replaced uses the child: it is not idle while that lasts, up to the drain time-out. Idle time 2 s, drain 60 s.</summary>
public class RetiredInUseSpec(TableSystem table) : OverlapSpecs(table)
{
    protected override SpinnerOptions Adjust(SpinnerOptions options) =>
        options with { Defaults = new ChildOptions { Reload = ReloadMode.Overlap, IdleTime = Seconds(2), DrainTimeout = Seconds(60) } };

    [Fact]
    public void IdleDue_leaves_a_retired_launch_that_is_used()
    {
        InStartedRetired();

        for (var i = 0; i < 20; i++) Clock.Advance(Seconds(2));

        Serves(2);
        Got(1);
        Got(2);
    }

    [Fact]
    public void An_idle_time_after_its_last_use_the_child_is_idle()
    {
        InStarted();
        var before = Gate!;
        TakesOver();
        Clock.Advance(Seconds(10));
        before.Exit();
        Nth(1).Exit(0);
        Got(1, "SIGTERM");

        Clock.Advance(Seconds(2));
        Clock.Advance(Seconds(2));

        Is(ChildState.Stopping);
        Got(2, "SIGTERM");
        Launch.Exit(0);
        Published<ChildStopped>(TransitionCause.Idle);
    }
}
