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

    /// <summary>By state, in every spinner of this process.</summary>
    public static ObservableUpDownCounter<int> Children { get; } = Meter.CreateObservableUpDownCounter(
        "spinner.children", LiveSpinners.Children, "{child}", "Children by state");

    /// <summary>In every spinner of this process.</summary>
    public static ObservableUpDownCounter<long> Uses { get; } = Meter.CreateObservableUpDownCounter(
        "spinner.child.uses", LiveSpinners.Uses, "{use}", "Uses in flight");

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
