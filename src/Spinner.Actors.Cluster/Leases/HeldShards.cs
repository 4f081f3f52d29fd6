namespace Spinner.Actors.Cluster.Leases;

/// <summary>Who waits for shards to be held, or for the quorum. Safe for concurrent use.</summary>
sealed class HeldShards(NodeLease lease)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, TaskCompletionSource> _waiting = [];
    private TaskCompletionSource? _quorum;

    /// <summary>Acknowledgements came, and these are held now that were not before.</summary>
    public void Tell(ShardSet held)
    {
        lock (_lock)
        {
            if (_quorum is not null && lease.IsAcknowledged)
            {
                _quorum.SetResult();
                _quorum = null;
            }

            foreach (var shard in held.All())
                if (_waiting.Remove(shard, out var told)) told.SetResult();
        }
    }

    /// <summary>Completes when a majority acknowledges the node, which it may lose again at any time.</summary>
    public async Task WaitForQuorumAsync(CancellationToken stop)
    {
        while (!lease.IsAcknowledged) await Quorum().WaitAsync(stop).ConfigureAwait(false);
    }

    private Task Quorum()
    {
        lock (_lock)
        {
            _quorum ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return lease.IsAcknowledged ? Task.CompletedTask : _quorum.Task;
        }
    }

    /// <summary>Completes when the node holds the shard, which it may lose again at any time.</summary>
    public async Task WaitAsync(int shard, CancellationToken stop)
    {
        while (!lease.Holds(shard)) await Next(shard).WaitAsync(stop).ConfigureAwait(false);
    }

    private Task Next(int shard)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(shard, out var told)) _waiting[shard] = told = new(TaskCreationOptions.RunContinuationsAsynchronously);
            // Told between the look and now: then nobody tells it again.
            return lease.Holds(shard) ? Task.CompletedTask : told.Task;
        }
    }
}
