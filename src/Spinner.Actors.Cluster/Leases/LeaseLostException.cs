namespace Spinner.Actors.Cluster.Leases;

/// <summary>The node does not hold what it wants to launch in.</summary>
sealed class LeaseLostException(string message) : Exception(message);
