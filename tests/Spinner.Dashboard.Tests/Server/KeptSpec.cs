using Spinner.Control.Contract;
using Spinner.Control.Watching;

namespace Spinner.Dashboard.Tests.Server;

/// <summary>What is kept for those who come later.</summary>
public class KeptSpec
{
    [Fact]
    public void Of_steps_the_last_are_kept_oldest_first()
    {
        var steps = new UsageSteps(3);
        Assert.Empty(steps.Read().Cpu);
        steps.Add(0.1f, 1);
        steps.Add(0.2f, 2);
        Assert.Equal([0.1, 0.2], steps.Read().Cpu);

        steps.Add(float.NaN, float.NaN);
        steps.Add(0.4f, 4);

        Assert.Equal([0.2, null, 0.4], steps.Read().Cpu);
        Assert.Equal([2L, null, 4L], steps.Read().Memory);
    }

    [Fact]
    public void One_that_flaps_takes_no_events_of_others_away()
    {
        var events = new ChildEvents();
        events.Add(Event("quiet", 1));
        for (var i = 0; i < 1000; i++) events.Add(Event("flapping", 2 + i));

        Assert.Equal(1, Assert.Single(events.Of("quiet")).Sequence);
        Assert.Equal(ChildEvents.Kept, events.Of("flapping").Count);
        Assert.Equal(1001, events.Of("flapping")[^1].Sequence);
        Assert.Equal([1, 1000, 1001], events.Last(2).Select(e => e.Sequence));
        Assert.Empty(events.Of("nobody"));
    }

    private static EventView Event(string name, long sequence) => new() { Event = "started", Name = name, Sequence = sequence };
}
