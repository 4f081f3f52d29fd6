using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Spinner.Actors.Management;
using static Spinner.Actors.Telemetry.TelemetryTags;

namespace Spinner.Actors.Telemetry;

/// <summary>The spinners of this process whose manager lives: what observers of the meter look at.</summary>
static class LiveSpinners
{
    private static readonly ConcurrentDictionary<SpinnerSetup, bool> Live = new(ReferenceEqualityComparer.Instance);

    /// <summary>Shows a spinner until it is closed.</summary>
    public static void Add(SpinnerSetup setup)
    {
        _ = SpinnerMetrics.Children; // a listener hears of the instruments when they are made
        Live[setup] = true;
        setup.Closed.UnsafeRegister(static closed => Live.TryRemove((SpinnerSetup)closed!, out _), setup);
    }

    public static IEnumerable<Measurement<int>> Children() =>
        from setup in Live.Keys
        from state in setup.Children.Views().CountBy(v => v.State)
        select new Measurement<int>(state.Value, Tag(SpinnerTag, setup.Name), Tag(StateTag, Word(state.Key)));

    public static IEnumerable<Measurement<long>> Uses() =>
        from setup in Live.Keys
        select new Measurement<long>(setup.Children.Views().Sum(v => v.Gate?.InFlight ?? 0), Tag(SpinnerTag, setup.Name));
}
