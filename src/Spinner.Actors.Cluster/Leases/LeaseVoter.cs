namespace Spinner.Actors.Cluster.Leases;

/// <summary>
/// What a member grants to others, and to itself: each shard to one node, until that one gives it back or is gone for certain. Two majorities
/// have a member in common, so no two nodes have a shard. Not safe for concurrent use.
/// </summary>
/// <param name="self">Which member.</param>
/// <param name="times">The times of leases.</param>
/// <param name="joinedAt">When it became one. It does not know what was granted before in its place, and is silent until that is over.</param>
sealed class LeaseVoter(NodeRun self, LeaseTimes times, TimeSpan joinedAt)
{
    private readonly Grant[] _grants = new Grant[Shards.Count];
    private readonly Dictionary<NodeRun, (long Number, TimeSpan At)> _last = [];

    /// <summary>Whether it knows all that may live of what it granted.</summary>
    public bool MayAnswer(TimeSpan now) => now >= joinedAt + times.Quiet;

    /// <summary>Takes a ping of a node that is a member, reachable and not down as far as this one sees.</summary>
    /// <returns>The acknowledgement; null: none.</returns>
    public LeaseAck? Answer(LeasePing ping, TimeSpan now)
    {
        if (!MayAnswer(now)) return null;
        // One that was overtaken may give back what was claimed again since.
        if (_last.TryGetValue(ping.From, out var last) && ping.Number <= last.Number) return null;
        Forget(now);
        _last[ping.From] = (ping.Number, now);
        var granted = ShardSet.Empty;
        for (var shard = 0; shard < _grants.Length; shard++)
        {
            var isOurs = _grants[shard].Holder == ping.From;
            if (!ping.Claims.Has(shard))
            {
                if (isOurs) _grants[shard] = default;
            }
            else if (isOurs || _grants[shard].Until <= now)
            {
                _grants[shard] = new Grant(ping.From, now + times.Quiet);
                granted = granted.With(shard);
            }
        }

        return new LeaseAck(self, ping.Number, granted);
    }

    /// <summary>Who has a shard, as far as this member granted it; null: nobody.</summary>
    public NodeRun? HolderOf(int shard, TimeSpan now) => _grants[shard].Until > now ? _grants[shard].Holder : null;

    // Only while something is granted to it may an old ping of a node do harm.
    private void Forget(TimeSpan now)
    {
        foreach (var (run, last) in _last)
            if (last.At + times.Quiet <= now) _last.Remove(run);
    }

    /// <param name="Holder">To whom.</param>
    /// <param name="Until">Before that to nobody else.</param>
    private readonly record struct Grant(NodeRun? Holder, TimeSpan Until);
}
