namespace Spinner.Actors.Cluster.Wire;

/// <summary>A message that is none of ours, or not as it must be.</summary>
sealed class ClusterWireException(string message, Exception? inner = null) : Exception(message, inner);
