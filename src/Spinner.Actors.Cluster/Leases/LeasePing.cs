using Spinner.Actors.Cluster.Messages;

namespace Spinner.Actors.Cluster.Leases;

/// <summary>A node asks for its lease.</summary>
/// <param name="From">Which.</param>
/// <param name="Number">Higher than that of every ping it sent before.</param>
/// <param name="Claims">The shards it wants for itself alone, and those where something of its may still live.</param>
sealed record LeasePing(NodeRun From, long Number, ShardSet Claims) : IClusterWire;

/// <summary>A member acknowledges a ping.</summary>
/// <param name="From">Which.</param>
/// <param name="Number">That of the ping.</param>
/// <param name="Granted">
/// Those of the claimed shards that it grants to nobody else until they are given back, or <see cref="LeaseTimes.Quiet"/> is over.
/// </param>
sealed record LeaseAck(NodeRun From, long Number, ShardSet Granted) : IClusterWire;
