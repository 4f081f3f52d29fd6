namespace Spinner.Actors.Cluster.Seats;

/// <summary>The node's run in the cluster is over, or it ended while somebody waited.</summary>
sealed class RunEndedException() : ObjectDisposedException(null, "This node has left the cluster.");
