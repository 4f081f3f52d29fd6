using Akka.Actor;

namespace Spinner.Actors.Cluster.Seats;

/// <summary>A seat is to end: its shard is handed off, or its child has nothing to do. Never leaves this process.</summary>
sealed record Leave : INoSerializationVerificationNeeded
{
    public static Leave Now { get; } = new();
}
