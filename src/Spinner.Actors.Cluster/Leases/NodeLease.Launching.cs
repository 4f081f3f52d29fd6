namespace Spinner.Actors.Cluster.Leases;

// What is being launched, and is not known yet.
sealed partial class NodeLease
{
    /// <summary>A launch in a shard begins. Until it is over the shard is not given back.</summary>
    /// <returns>Dispose it when the launch is known, or has failed.</returns>
    /// <exception cref="LeaseLostException">The shard is not held.</exception>
    public IDisposable BeginLaunch(int shard)
    {
        if (!Holds(shard)) throw NotHeld();
        // Told before the look that counts, lest it is frozen in between.
        var begun = _watchdog.Launching();
        lock (_lock)
        {
            if (IsHeld(shard, Now))
            {
                _launching[shard]++;
                return new LaunchInShard(this, shard, begun);
            }
        }

        begun.Dispose();
        throw NotHeld();
    }

    private void EndLaunch(int shard)
    {
        lock (_lock)
            if (--_launching[shard] == 0 && _released.Has(shard)) GiveBack(shard);
    }

    private sealed class LaunchInShard(NodeLease lease, int shard, IDisposable begun) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) != 0) return;
            lease.EndLaunch(shard);
            begun.Dispose();
        }
    }
}
