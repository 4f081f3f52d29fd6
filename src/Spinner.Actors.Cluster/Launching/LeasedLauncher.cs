using Spinner.Actors.Cluster.Leases;
using Spinner.Processes;

namespace Spinner.Actors.Cluster.Launching;

/// <summary>Launches only while the node holds the lease of the child's shard. Safe for concurrent use.</summary>
/// <param name="inner">What launches.</param>
/// <param name="lease">The node's.</param>
sealed class LeasedLauncher(IProcessLauncher inner, NodeLease lease) : IProcessLauncher
{
    public const string Variable = "SPINNER_LEASE";

    // The watchdog is told, which is a file.
    public bool MayBlock => true;

    public ILaunch Launch(LaunchPlan plan, ILaunchObserver observer)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var shard = Shards.Of(plan.Name);
        using var launching = Begin(plan, shard);
        var leased = new LeasedObserver(observer, lease);
        var launch = inner.Launch(plan with { Environment = new Dictionary<string, string>(plan.Environment) { [Variable] = lease.Mark } }, leased);
        leased.AfterLaunch(launch, plan.Name, shard);
        return launch;
    }

    public SpawnException? Check(LaunchPlan plan) => inner.Check(plan);

    PathWatcher IProcessLauncher.WatchFiles(Action<string> touched, TimeProvider clock, Action<string> notice) =>
        inner.WatchFiles(touched, clock, notice);

    private IDisposable Begin(LaunchPlan plan, int shard)
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
