using Akka.Actor;
using Spinner.Actors.Signals;
using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Capacity;

/// <summary>What a start would come to, asked beforehand.</summary>
public class PlanSpec(TableSystem table) : RoomSpecs(table)
{
    protected override IReadOnlyList<ChildOptions> Declared { get; } =
        [Sized("a", 100), Sized("b", 100), Sized("c", 100), Sized("huge", 201), Sized("db", 50), Sized("web", 100, "db"), Server("x")];

    protected override MemoryBudget? Budget => MemoryBudget.Size(200 * MiB);

    [Fact]
    public void There_is_room()
    {
        Assert.Equal(["a wants 100 MiB (declared); free 200 MiB of 200 MiB", "  has room"], Plan("a", StartOutcome.Fits).Lines);
        Assert.Equal(["x wants 0 bytes (not measured yet); free 200 MiB of 200 MiB", "  has room"], Plan("x", StartOutcome.Fits).Lines);
    }

    [Fact]
    public void It_runs()
    {
        Ready("a");

        Assert.Equal(["has room already, and takes 100 MiB"], Plan("a", StartOutcome.Runs).Lines);
    }

    [Fact]
    public void Others_would_be_stopped_and_are_not()
    {
        Ready("a", "b");
        Clock.Advance(TimeSpan.FromMinutes(12));

        var plan = Plan("c", StartOutcome.Evicts);

        Assert.Equal("  would stop a (unused for 12 min, 100 MiB, 0 s to start, 1.1 uses per hour)", plan.Lines[1]);
        Assert.Equal(new PlannedStop("a", 100 * MiB, TimeSpan.FromMinutes(12) + Seconds(0.002), TimeSpan.Zero, plan.Stops[0].UsesPerHour), Assert.Single(plan.Stops));
        Assert.Equal((100 * MiB, "declared", 200 * MiB, 0L), (plan.Wants, plan.Source, plan.Budget, plan.Free));
        Assert.Equal((ChildState.Started, ChildState.Stopped), (State("a"), State("c")));
    }

    [Fact]
    public void It_would_wait()
    {
        Ready("a", "b");
        Use("a");
        Use("b");

        var plan = Plan("c", StartOutcome.Waits);

        Assert.Equal("  would wait: 100 MiB wanted, 0 bytes of 200 MiB free, a 100 MiB, b 100 MiB", plan.Lines[1]);
        Assert.Equal(["a", "b"], plan.WaitsFor);
    }

    [Fact]
    public void It_would_be_refused() => Assert.Equal(
        "  would be refused: no room: takes 201 MiB, and the memory budget is 200 MiB", Plan("huge", StartOutcome.NeverFits).Lines[1]);

    [Fact]
    public void What_it_needs_comes_first()
    {
        Ready("a");
        Use("a");

        var plan = Plan("web", StartOutcome.Waits);

        Assert.Equal(
            ["db wants 50 MiB (declared); free 100 MiB of 200 MiB", "  has room", "web wants 100 MiB (declared); free 100 MiB of 200 MiB"], plan.Lines.Take(3));
        Assert.StartsWith("  would wait: 100 MiB wanted", plan.Lines[3]);
    }

    [Fact]
    public void What_was_learned_says_from_how_many_launches()
    {
        Ready("x");
        Launch("x").Memory = 30 * MiB;
        Clock.Advance(Seconds(10));
        Send(new StopChild("x")).Gets<StopSucceeded>();

        Assert.Equal("x wants 30 MiB (learned from 1 launch); free 200 MiB of 200 MiB", Plan("x", StartOutcome.Fits).Lines[0]);
    }

    [Fact]
    public void A_name_that_nobody_knows_is_told_so() => Assert.IsType<NoSuchChild>(Ask("nobody"));

    private StartPlan Plan(string name, StartOutcome outcome)
    {
        var plan = Assert.IsType<StartPlan>(Ask(name));
        Assert.Equal((name, outcome), (plan.Name, plan.Outcome));
        return plan;
    }

    private ISpinnerReply Ask(string name)
    {
        var asker = Asker();
        Manager.Tell(new Request(new PlanStart(name), new ActorWaiter(asker)));
        return Assert.IsAssignableFrom<ISpinnerReply>(Assert.Single(asker.Heard));
    }
}
