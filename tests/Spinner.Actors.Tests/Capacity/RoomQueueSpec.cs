using Spinner.Actors.Capacity;
using static Spinner.Actors.Capacity.RoomDecision;

namespace Spinner.Actors.Tests.Capacity;

/// <summary>Who of several goes in, and when one may pass another.</summary>
public class RoomQueueSpec
{
    private static readonly RoomLimit[] Memory = [RoomLimit.Memory(200)];

    [Fact]
    public void Two_that_fit_singly_and_not_together_go_in_one_after_the_other() =>
        Assert.Equal(["Admit", "WaitFor"], Decide([], new Wanted("a", 120), new Wanted("b", 120)));

    [Fact]
    public void A_smaller_one_passes_a_waiting_bigger_one_for_a_while()
    {
        Occupant[] room = [Used("used", 100)];
        Assert.Equal(["WaitFor", "Admit"], Decide(room, new Wanted("big", 150), new Wanted("small", 100)));
        Assert.Equal(["WaitFor", "Admit"], Decide(room, new Wanted("big", 150) { Waited = TimeSpan.FromSeconds(4.9) }, new Wanted("small", 100)));
        Assert.Equal(["WaitFor", "WaitFor"], Decide(room, new Wanted("big", 150) { Waited = TimeSpan.FromSeconds(5) }, new Wanted("small", 100)));
    }

    [Fact]
    public void One_of_the_same_size_never_passes() =>
        Assert.Equal(["WaitFor", "WaitFor", "Admit"], Decide([Used("used", 100)], new Wanted("a", 101), new Wanted("b", 101), new Wanted("c", 100)));

    [Fact]
    public void Who_wants_nothing_of_what_another_waits_for_does_not_wait_behind_it()
    {
        RoomLimit[] limits = [RoomLimit.Of("gpu", new HashSet<string> { "a", "b" }, 1)];
        var waiting = new[] { new Wanted("b", 0) { Waited = TimeSpan.FromHours(1) }, new Wanted("web", 0), new Wanted("a2", 0) };
        Assert.Equal(["WaitFor", "Admit", "Admit"], RoomQueue.Decide([Used("a", 0)], waiting, limits).Select(d => d.GetType().Name));
    }

    [Fact]
    public void Each_has_victims_of_its_own()
    {
        var decisions = RoomQueue.Decide([Unused("a", 100), Unused("b", 100)], [new Wanted("c", 100), new Wanted("d", 100)], Memory);
        Assert.Equal(["a", "b"], decisions.Cast<Evict>().SelectMany(d => d.Victims).Select(v => v.Name));
    }

    [Fact]
    public void What_is_leaving_is_for_the_first_that_waits()
    {
        var leaving = Unused("a", 100) with { Stay = Stay.Leaving };
        Assert.Equal(["Evict", "WaitFor"], Decide([leaving, Used("b", 100)], new Wanted("c", 100), new Wanted("d", 100)));
    }

    [Fact]
    public void One_that_never_fits_holds_nobody_up() => Assert.Equal(["NeverFits", "Admit"], Decide([], new Wanted("a", 201), new Wanted("b", 200)));

    private static IEnumerable<string> Decide(Occupant[] room, params Wanted[] waiting) => RoomQueue.Decide(room, waiting, Memory).Select(d => d.GetType().Name);

    private static Occupant Used(string name, long bytes) => new(name, bytes);

    private static Occupant Unused(string name, long bytes) => new(name, bytes) { IsUnused = true, Lived = TimeSpan.FromHours(1) };
}
