using Spinner.Actors.Telemetry;

namespace Spinner.Actors.Admission;

/// <summary>What is known of children without asking them. Safe for concurrent use.</summary>
/// <param name="NeedsOf">What a child needs, by its name.</param>
/// <param name="Serves">Whether a child serves just now.</param>
/// <param name="Of">The latest view of a child; null: nobody knows it.</param>
/// <param name="Unused">Tells when a child is not used any more.</param>
sealed record AdmissionViews(Func<string, IEnumerable<string>> NeedsOf, Func<string, bool> Serves, Func<string, ChildView?> Of, UnusedSignal Unused)
{
    /// <summary>Shows how full it is.</summary>
    public RoomGauge Gauge { get; } = new();
}
