using Akka.Actor;
using Spinner.Actors.Cluster.Leases;
using Spinner.Actors.Cluster.Nodes;
using Spinner.Actors.Cluster.Seats;

namespace Spinner.Actors.Cluster.Joining;

/// <summary>One run of this node in the cluster, from its join to its end, with the seats it has. Safe for concurrent use.</summary>
/// <param name="node">Just started.</param>
/// <param name="spinner">That of this node, which launches by the lease of the run there is.</param>
/// <param name="isDeclared">Whether a name is.</param>
/// <param name="options">They are right.</param>
sealed class ClusterRun(ClusterNode node, LocalSpinner spinner, Func<string, bool> isDeclared, ClusterOptions options) : IAsyncDisposable
{
    private readonly Tenancy _seats = new(node, spinner, isDeclared, options.Failover);
    private Names? _names;

    /// <summary>Completes when it is over: it has left, was given up by the others, or gave up itself.</summary>
    public Task Ended => node.System.WhenTerminated;

    /// <summary>Asks the owners of names.</summary>
    public Names Names => _names ?? throw new InvalidOperationException("This run has not begun.");

    /// <summary>What it sees of the others.</summary>
    public Membership Members => Membership.Of(node.System);

    public bool HasQuorum => node.Lease.IsAcknowledged;

    /// <summary>Takes part. Once, before anything else.</summary>
    public void Begin() => _names = Names.Start(node, _seats);

    /// <summary>By which lease a name may be launched here; null: it has no seat.</summary>
    public NodeLease? LeaseOf(string name) => _seats.Has(name) ? node.Lease : null;

    /// <summary>Completes when a majority acknowledges the node.</summary>
    public Task WaitForQuorumAsync(CancellationToken stop) => node.Held.WaitForQuorumAsync(stop);

    /// <summary>Hands off what it has, and leaves; what lives then is killed. May be called again.</summary>
    public ValueTask DisposeAsync() => node.DisposeAsync();
}
