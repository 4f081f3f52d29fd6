namespace Spinner.Actors.Cluster;

/// <summary>A node of the cluster, as this one sees it.</summary>
public sealed record ClusterMember
{
    /// <summary>As it calls itself.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is reached, <c>host:port</c>.</summary>
    public required string Address { get; init; }

    /// <summary>Whether it is this node.</summary>
    public bool IsHere { get; init; }

    /// <summary>Whether this node hears from it.</summary>
    public bool IsReachable { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name == Address ? Name : $"{Name} ({Address})";
}
