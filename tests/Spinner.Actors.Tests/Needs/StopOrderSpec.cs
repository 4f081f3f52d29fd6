using Akka.Actor;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Needs;

/// <summary>All are stopped in the reverse of the order in which they need each other, inside one deadline.</summary>
public class StopOrderSpec(TableSystem table) : NeedSpecs(table)
{
    protected override IReadOnlyList<ChildOptions> Declared =>
    [
        Server("web", "api"), Server("api", "db", "cache"), Server("db"), Server("cache"), Server("alone"),
    ];

    private string[] Signalled => [.. Launcher.Launches.Where(l => l.Signals.Count > 0).Select(l => l.Plan.Name)];

    private void StartAll()
    {
        Prompt.UnionWith(Declared.Select(c => c.Name!));
        Start("web").Gets<ChildReady>();
        Start("alone").Gets<ChildReady>();
        Stubborn.UnionWith(Declared.Select(c => c.Name!));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_child_is_told_when_the_last_that_needs_it_is_gone(bool drains)
    {
        StartAll();

        var stopped = Stop(drains);
        Assert.Equal(["web", "alone"], Signalled.OrderDescending());
        Launch("web").Exit(0);
        Assert.Equal(["web", "api", "alone"], Signalled.OrderDescending());
        Launch("api").Exit(0);
        Assert.Equal(5, Signalled.Length);
        Launch("db").Exit(0);
        Launch("cache").Exit(0);
        stopped.Waits();
        Launch("alone").Exit(0);

        Assert.Empty(stopped.Gets<AllStopped>().Failed);
    }

    [Fact]
    public void Or_when_the_share_of_those_before_it_is_spent()
    {
        StartAll();

        Stop(drains: true);
        Clock.Advance(Seconds(9.99));
        Assert.Equal(2, Signalled.Length);
        // A third of 30 s: web has had its own stop time-out by then, and its SIGKILL.
        Launch("web").OnKill = null;
        Clock.Advance(Seconds(0.01));

        Assert.Equal(["web", "api", "alone"], Signalled.OrderDescending());
    }

    [Fact]
    public void A_chain_of_ten_is_told_within_the_deadline()
    {
        Prompt.UnionWith(Enumerable.Range(0, 10).Select(n => $"c{n}"));
        Send(new StartChild("c0", Server("c0"))).Gets<ChildReady>();
        foreach (var n in Enumerable.Range(1, 9)) Send(new StartChild($"c{n}", Server($"c{n}", $"c{n - 1}"))).Gets<ChildReady>();
        foreach (var launch in Launcher.Launches) (launch.OnTerminate, launch.OnKill) = (null, null);

        Manager.Tell(new Request(new DrainAll(Seconds(30)), Waiter.Nobody));
        Clock.Advance(Seconds(27));

        Assert.Equal(10, Signalled.Length);
    }

    [Fact]
    public void A_child_that_is_started_while_it_waits_to_be_told_stays()
    {
        StartAll();
        var stopped = Stop(drains: false);

        Start("cache").Gets<ChildReady>();
        Launch("web").Exit(0);
        Launch("api").Exit(0);
        Launch("db").Exit(0);
        Launch("alone").Exit(0);

        stopped.Gets<AllStopped>();
        Assert.Equal(ChildState.Started, State("cache"));
    }

    [Fact]
    public void While_all_drain_nothing_is_started_whoever_waits_to_be_told()
    {
        StartAll();
        Send(new StopChild("cache"));
        Launch("cache").Exit(0);

        Stop(drains: true);

        Assert.Equal(SpinnerError.ShuttingDown, Start("cache").Gets<Rejected>().Reason);
    }

    private Listener Stop(bool drains)
    {
        if (!drains) return Send(new StopAllChildren());
        var asker = Asker();
        Manager.Tell(new Request(new DrainAll(Seconds(30)), new ActorWaiter(asker)));
        return asker;
    }
}
