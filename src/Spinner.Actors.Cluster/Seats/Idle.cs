using Akka.Actor;

namespace Spinner.Actors.Cluster.Seats;

/// <summary>The child of a seat was stopped for having nothing to do. Never leaves this process.</summary>
sealed record Idle : INoSerializationVerificationNeeded
{
    public static Idle Child { get; } = new();
}
