using Spinner.Processes;

namespace Spinner.Actors.Cluster;

/// <summary>What the nodes of a cluster said of the children they own.</summary>
public sealed record ClusterChildren
{
    /// <summary>By name. A name that nobody owns is not there.</summary>
    public required IReadOnlyDictionary<string, ClusterChild> Children { get; init => field = Values.Of(value); }

    /// <summary>The nodes that did not answer in time: what they own is not there. Empty when all is known.</summary>
    public required IReadOnlyList<ClusterMember> Silent { get; init => field = Values.Of(value); }
}

/// <summary>A child, and the node that owns it.</summary>
/// <param name="Info">What is known of it there.</param>
/// <param name="Node">Where.</param>
public sealed record ClusterChild(ChildInfo Info, ClusterMember Node);

/// <summary>What came of stopping all children of a cluster.</summary>
public sealed record ClusterStopped
{
    /// <summary>The children that could not be stopped; empty when all are that were asked.</summary>
    public required IReadOnlyList<StopFailed> Failed { get; init => field = Values.Of(value); }

    /// <summary>The nodes that did not answer in time: what they own may run. Empty when all have.</summary>
    public required IReadOnlyList<ClusterMember> Silent { get; init => field = Values.Of(value); }
}
