using System.Diagnostics.Metrics;
using static Spinner.Actors.Telemetry.TelemetryTags;

namespace Spinner.Actors.Telemetry;

/// <summary>The instruments. Children are counted, not named: how many there are is up to the users of a spinner.</summary>
static class SpinnerMetrics
{
    private static readonly Meter Meter = SpinnerTelemetry.Meter;

    public static Counter<long> Starts { get; } = Meter.CreateCounter<long>(
        "spinner.child.starts", "{start}", "Cold starts that came to an end, by cause and outcome");

    public static Histogram<double> StartDuration { get; } = Meter.CreateHistogram(
        "spinner.child.start.duration", "s", "From asking for an endpoint until the child listens or has failed", tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
        });

    public static Counter<long> Restarts { get; } = Meter.CreateCounter<long>(
        "spinner.child.restarts", "{restart}", "Launches replaced by a new one that listens, by cause");

    public static Counter<long> Faults { get; } = Meter.CreateCounter<long>(
        "spinner.child.faults", "{fault}", "Children that became faulted, by reason");

    public static Counter<long> IdleStops { get; } = Meter.CreateCounter<long>(
        "spinner.child.idle_stops", "{stop}", "Children stopped because nobody used them");

    public static Counter<long> OutputDropped { get; } = Meter.CreateCounter<long>(
        "spinner.child.output.dropped", "By", "Output dropped because the log or the console was too slow");

    public static Counter<long> Evictions { get; } = Meter.CreateCounter<long>(
        "spinner.room.evictions", "{stop}", "Unused children stopped for the room they took, by reason");

    public static Histogram<double> RoomWait { get; } = Meter.CreateHistogram(
        "spinner.room.wait.duration", "s", "From wanting room until there was, or until it was refused", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.01, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300] });

    /// <summary>In every spinner of this process where something is limited, as the three below.</summary>
    public static ObservableUpDownCounter<long> RoomWaiting { get; } = Meter.CreateObservableUpDownCounter(
        "spinner.room.waiting", static () => LiveSpinners.Room(r => r.Waiting), "{launch}", "Launches that wait for room");

    public static ObservableUpDownCounter<long> MemoryBudget { get; } = Meter.CreateObservableUpDownCounter(
        "spinner.memory.budget", static () => LiveSpinners.Room(r => r.Budget), "By", "Memory that all children may hold");

    public static ObservableUpDownCounter<long> MemoryUsed { get; } = Meter.CreateObservableUpDownCounter(
        "spinner.memory.used", static () => LiveSpinners.Room(r => r.Budget is null ? null : r.Used), "By", "Memory that the children held at the last look");

    public static ObservableUpDownCounter<long> MemoryReserved { get; } = Meter.CreateObservableUpDownCounter(
        "spinner.memory.reserved", static () => LiveSpinners.Room(r => r.Budget is null ? null : r.Reserved), "By", "Memory that the children that have room are expected to hold");

    /// <summary>By state, in every spinner of this process.</summary>
    public static ObservableUpDownCounter<int> Children { get; } = Meter.CreateObservableUpDownCounter(
        "spinner.children", LiveSpinners.Children, "{child}", "Children by state");

    /// <summary>In every spinner of this process.</summary>
    public static ObservableUpDownCounter<long> Uses { get; } = Meter.CreateObservableUpDownCounter(
        "spinner.child.uses", LiveSpinners.Uses, "{use}", "Uses in flight");

    /// <summary>A child made way, because of the budget, the count, its group, or pressure.</summary>
    public static void CountEviction(string spinner, string reason)
    {
        if (Evictions.Enabled) Evictions.Add(1, Tag(SpinnerTag, spinner), Tag(ReasonTag, reason));
    }

    /// <summary>A launch waits for room no more.</summary>
    public static void CountWait(string spinner, TimeSpan waited)
    {
        if (RoomWait.Enabled) RoomWait.Record(waited.TotalSeconds, Tag(SpinnerTag, spinner));
    }

    /// <summary>Counts what is told as an event.</summary>
    public static void Count(ChildEvent happened)
    {
        switch (happened)
        {
            case ChildRestarted when Restarts.Enabled: Restarts.Add(1, Tag(SpinnerTag, happened.Spinner), Tag(CauseTag, NameOf(happened.Cause))); break;
            case ChildFaulted f when Faults.Enabled: Faults.Add(1, Tag(SpinnerTag, happened.Spinner), Tag(ErrorTag, NameOf(f.Fault.Reason))); break;
            case ChildStopped { Cause: TransitionCause.Idle } when IdleStops.Enabled: IdleStops.Add(1, Tag(SpinnerTag, happened.Spinner)); break;
        }
    }
}
