using Spinner.Actors.Management;

namespace Spinner.Actors.Tests.Management;

/// <summary>The order of a stop, by itself.</summary>
public class StopWavesSpec
{
    private static StopOrder Order(params (string Name, string[] Needs)[] children) =>
        new(children.ToDictionary(c => c.Name, c => (IReadOnlyList<string>)c.Needs));

    [Fact]
    public void Without_needs_all_are_told_at_once()
    {
        var order = Order(("a", []), ("b", ["gone"]));

        Assert.Equal((1, 2, true), (order.Waves, order.TakeFree().Count, order.IsEmpty));
    }

    [Fact]
    public void Whoever_is_needed_is_taken_behind_all_that_need_it()
    {
        var order = Order(("db", []), ("api", ["db"]), ("web", ["api", "db"]));

        Assert.Equal(3, order.Waves);
        Assert.Equal(["web"], order.TakeFree());
        Assert.Empty(order.TakeFree());
        order.NoteGone("web");
        Assert.Equal(["api"], order.TakeFree());
        order.NoteGone("api");
        Assert.Equal(["db"], order.TakeFree());
        Assert.True(order.IsEmpty);
    }

    [Fact]
    public void When_a_wave_is_due_it_is_taken_whoever_is_left()
    {
        var order = Order(("db", []), ("api", ["db"]), ("web", ["api"]));
        order.TakeFree();

        Assert.Equal(["api"], order.TakeDue(1));
        Assert.Equal(["db"], order.TakeDue(2));
    }

    [Fact]
    public void A_circle_that_came_about_is_in_the_last_wave()
    {
        var order = Order(("a", ["b"]), ("b", ["a"]), ("web", ["a"]));

        Assert.Equal(2, order.Waves);
        Assert.Equal(["web"], order.TakeFree());
        order.NoteGone("web");
        Assert.Empty(order.TakeFree());
        Assert.Equal(["a", "b"], order.TakeDue(1).Order());
    }

    [Fact]
    public void Whoever_is_withdrawn_is_not_taken()
    {
        var order = Order(("db", []), ("web", ["db"]));
        order.TakeFree();

        Assert.True(order.TryWithdraw("db"));
        Assert.False(order.TryWithdraw("web"));
        Assert.True(order.IsEmpty);
    }
}
