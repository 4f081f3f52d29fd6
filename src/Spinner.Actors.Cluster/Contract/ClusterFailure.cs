namespace Spinner.Actors.Cluster;

/// <summary>Why a cluster did not do what was asked.</summary>
public enum ClusterFailure
{
    /// <summary>This node reaches no majority of the planned nodes, so nothing may run on it; the message says who is missing.</summary>
    NoQuorum,

    /// <summary>The node that owns the name failed at it; its log says how.</summary>
    OwnerFailed,

    /// <summary>This node lost the cluster while it waited: whether it was done is not known.</summary>
    Interrupted,
}
