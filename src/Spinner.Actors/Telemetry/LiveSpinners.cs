using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using static Spinner.Actors.Telemetry.TelemetryTags;

namespace Spinner.Actors.Telemetry;

/// <summary>The spinners of this process whose manager lives: what observers of the meter look at.</summary>
static class LiveSpinners
{
    private static readonly ConcurrentDictionary<Observed, bool> Live = new(ReferenceEqualityComparer.Instance);

    /// <summary>Shows a spinner until it is closed.</summary>
    /// <param name="name">The spinner.</param>
    /// <param name="children">The state of each child, and how many uses of it are in flight. Called on any thread.</param>
    /// <param name="room">How full it is.</param>
    /// <param name="closed">Its manager has ended.</param>
    public static void Add(string name, Func<IEnumerable<(ChildState State, long Uses)>> children, RoomGauge room, CancellationToken closed)
    {
        _ = SpinnerMetrics.Children; // a listener hears of the instruments when they are made
        var observed = new Observed(name, children, room);
        Live[observed] = true;
        closed.UnsafeRegister(static ended => Live.TryRemove((Observed)ended!, out _), observed);
    }

    public static IEnumerable<Measurement<int>> Children() =>
        from spinner in Live.Keys
        from state in spinner.Children().CountBy(c => c.State)
        select new Measurement<int>(state.Value, Tag(SpinnerTag, spinner.Name), Tag(StateTag, NameOf(state.Key)));

    public static IEnumerable<Measurement<long>> Uses() =>
        from spinner in Live.Keys
        select new Measurement<long>(spinner.Children().Sum(c => c.Uses), Tag(SpinnerTag, spinner.Name));

    public static IEnumerable<Measurement<long>> Room(Func<RoomFigures, long?> figure) =>
        from spinner in Live.Keys
        let figures = spinner.Room.Now
        where figures is not null
        let value = figure(figures)
        where value is not null
        select new Measurement<long>(value.Value, Tag(SpinnerTag, spinner.Name));

    private sealed record Observed(string Name, Func<IEnumerable<(ChildState State, long Uses)>> Children, RoomGauge Room);
}
