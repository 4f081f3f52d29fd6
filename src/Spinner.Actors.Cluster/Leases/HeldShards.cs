namespace Spinner.Actors.Cluster.Leases;

/// <summary>Who waits for shards to be held. Safe for concurrent use.</summary>
sealed class HeldShards(NodeLease lease)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, TaskCompletionSource> _waiting = [];

    /// <summary>These are held now.</summary>
    public void Tell(ShardSet held)
    {
        lock (_lock)
            foreach (var shard in held.All())
                if (_waiting.Remove(shard, out var told)) told.SetResult();
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
