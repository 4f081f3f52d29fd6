using Spinner.Actors.Tests.Table;

namespace Spinner.Actors.Tests.Capacity;

/// <summary>Children of which one may run at a time, and no budget.</summary>
public class RoomGroupsSpec(TableSystem table) : RoomSpecs(table)
{
    protected override IReadOnlyList<ChildOptions> Declared { get; } = [Server("a"), Server("b"), Server("web")];

    protected override IReadOnlyDictionary<string, RoomGroup> Room { get; } =
        new Dictionary<string, RoomGroup> { ["gpu"] = new() { Members = ["a", "b", "not there yet"] } };

    [Fact]
    public void The_unused_makes_way()
    {
        Ready("web", "a");
        Prompt.Add("b");

        Start("b").Gets<ChildReady>();

        Assert.Equal((ChildState.Stopped, ChildState.Started), (State("a"), State("web")));
        Assert.Equal("stopped, because nobody used it and another wanted to run", Info("a").DownBecause);
    }

    [Fact]
    public void The_used_is_waited_for_and_others_are_not_held_up()
    {
        Ready("a");
        Use("a");
        Prompt.UnionWith(["b", "web"]);
        var b = Start("b");
        Assert.Equal("room: 1 of 1 run in gpu, a", Info("b").WaitsFor);
        Clock.Advance(Seconds(10));

        Start("web").Gets<ChildReady>();

        Gate("a").Exit();
        b.Gets<ChildReady>();
    }

    [Fact]
    public void Nobody_is_measured_where_there_is_no_budget()
    {
        Ready("a", "web");
        var before = WorksBeside;

        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(before, WorksBeside);
    }
}
