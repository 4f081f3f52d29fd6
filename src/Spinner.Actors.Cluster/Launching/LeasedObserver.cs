using Spinner.Actors.Cluster.Leases;
using Spinner.Processes;

namespace Spinner.Actors.Cluster.Launching;

/// <summary>Tells the lease of a launch's life, and its observer everything. Safe for concurrent use.</summary>
sealed class LeasedObserver(ILaunchObserver observer, NodeLease lease) : ILaunchObserver
{
    private readonly Lock _lock = new();
    private ILaunch? _launch;
    private bool _exited;

    public bool MayBlock => true;

    /// <summary>The end may have been told already: then nothing lives.</summary>
    public void AfterLaunch(ILaunch launch, string name, int shard)
    {
        lock (_lock)
        {
            if (_exited) return;
            _launch = launch;
        }

        lease.Add(launch, name, shard);
        // Between the two it may have ended.
        lock (_lock)
            if (!_exited) return;
        lease.Remove(launch);
    }

    public void Ready(LaunchReady ready) => observer.Ready(ready);

    public void Said(LaunchWords words) => observer.Said(words);

    public void Exited(LaunchExit exit)
    {
        ILaunch? launch;
        lock (_lock)
        {
            _exited = true;
            launch = _launch;
        }

        if (launch is not null) lease.Remove(launch);
        observer.Exited(exit);
    }
}
