using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Spinner.Actors;

/// <summary>What a spinner tells meters and traces. Costs nothing while nobody listens.</summary>
public static class SpinnerTelemetry
{
    /// <summary>The name of the meter and of the activity source: for <c>AddMeter</c> and <c>AddSource</c> of OpenTelemetry.</summary>
    public const string Name = "Spinner.Actors";

    internal static Meter Meter { get; } = new(Name);

    internal static ActivitySource Source { get; } = new(Name);
}
