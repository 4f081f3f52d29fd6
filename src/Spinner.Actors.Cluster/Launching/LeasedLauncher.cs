using Spinner.Actors.Cluster.Leases;
using Spinner.Processes;

namespace Spinner.Actors.Cluster.Launching;

/// <summary>Launches only while the node holds the lease of the child's shard. Safe for concurrent use.</summary>
/// <param name="inner">What launches.</param>
/// <param name="leaseOf">By which lease a name may be launched on this node just now; null: it has no owner here.</param>
sealed class LeasedLauncher(IProcessLauncher inner, Func<string, NodeLease?> leaseOf) : IProcessLauncher
{
    public const string Variable = "SPINNER_LEASE";

    // The watchdog is told, which is a file.
    public bool MayBlock => true;

    public ILaunch Launch(LaunchPlan plan, ILaunchObserver observer)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var shard = Shards.Of(plan.Name);
        var lease = leaseOf(plan.Name) ?? throw new SpawnException(
            SpawnFailure.Refused, $"'{plan.Name}' is not launched on this node, which does not own the name: ask the cluster for it.");
        using var launching = Begin(lease, plan, shard);
        var leased = new LeasedObserver(observer, lease);
        var launch = inner.Launch(plan with { Environment = new Dictionary<string, string>(plan.Environment) { [Variable] = lease.Mark } }, leased);
        leased.AfterLaunch(launch, plan.Name, shard);
        return launch;
    }

    public SpawnException? Check(LaunchPlan plan) => inner.Check(plan);

    PathWatcher IProcessLauncher.WatchFiles(Action<string> touched, TimeProvider clock, Action<string> notice) =>
        inner.WatchFiles(touched, clock, notice);

    private static IDisposable Begin(NodeLease lease, LaunchPlan plan, int shard)
    {
        try
        {
            return lease.BeginLaunch(shard);
        }
        catch (LeaseLostException lost)
        {
            throw new SpawnException(SpawnFailure.Refused, $"'{plan.Name}' is not launched on this node: {lost.Message}", lost);
        }
    }
}
