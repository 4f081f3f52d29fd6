using Spinner.Actors.Cluster.Leases;
using Spinner.Processes;

namespace Spinner.Actors.Cluster;

/// <summary>
/// How a node takes part in a cluster. Immutable; checked when it joins, all mistakes at once. <see cref="Nodes"/> and all times have to be the same
/// on every node.
/// </summary>
public sealed record ClusterOptions
{
    /// <summary>What people call this node; its own in the cluster. Default: its address.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The address to listen on, by which the others reach this node. Default: 127.0.0.1. Anything but loopback needs <see cref="Tls"/>, since whoever
    /// reaches the port of a node may run anything on it.
    /// </summary>
    public string Hostname { get; init; } = "127.0.0.1";

    /// <summary>The port to listen on. Default 2553; 0 (any free one) to 65535.</summary>
    public int Port { get; init; } = 2553;

    /// <summary>
    /// Where a cluster is looked for, <c>host:port</c>, the same list on every node. Only the first one makes a cluster where it finds none, so it is
    /// to be started for the others to begin, and a node that starts while none of them is reached finds nobody: name all nodes, or so many that of any
    /// majority one is there. At least one.
    /// </summary>
    public IReadOnlyList<string> Seeds { get; init => field = Values.Of(value); } = Values.Of<string>([]);

    /// <summary>Mutual TLS between the nodes: all have it or none. Default: none, which loopback alone allows.</summary>
    public ClusterTls? Tls { get; init; }

    /// <summary>
    /// How many nodes are planned. A majority is one of these, however many are there: without it nothing runs. Default 3; 3 to 101.
    /// </summary>
    public int Nodes { get; init; } = 3;

    /// <summary>
    /// How long a node may be cut off from the majority, by the network, by a freeze or since others are gone, before all it has is killed. Default 5 s;
    /// 500 ms to 1 h, and short enough for <see cref="StableAfter"/>.
    /// </summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// For how long what a node sees of the others has to stay as it is before it gives up those it has lost. Default 10 s;
    /// 1.025 × (<see cref="LostAfter"/> + 1 s) + 3 s to 1 h.
    /// </summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long names stay without an owner after their node was given up. Default 4 s; 1 s to 1 h.</summary>
    public TimeSpan RemovalMargin { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How often nodes say that they live. Default 1 s; 100 ms to 1 h.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For how long a node may be silent beyond that before it counts as lost. Default 3 s; 500 ms to 1 h.</summary>
    public TimeSpan AcceptablePause { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long a node that leaves may take to stop what it has. A child whose stop and kill time-outs and 10 s do not fit is refused. Default 60 s;
    /// 15 s to 1 h.
    /// </summary>
    public TimeSpan HandoffTimeout { get; init; } = TimeSpan.FromSeconds(60);

    internal LeaseTimes Times => new(LostAfter);

    /// <summary>How many members at most have two majorities that must meet.</summary>
    internal int MostMembers => (2 * Quorum) - 1;

    internal int Quorum => (Nodes / 2) + 1;

    /// <summary>When a node dies, its names have another owner after this at the latest, if the machines keep up.</summary>
    internal TimeSpan Failover =>
        HeartbeatInterval + AcceptablePause + TimeSpan.FromSeconds(1) + StableAfter + LeaseTimes.Gossip + RemovalMargin + Times.Quiet;
}
