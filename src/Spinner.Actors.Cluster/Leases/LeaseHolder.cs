namespace Spinner.Actors.Cluster.Leases;

/// <summary>What a node asks of the members, and what it holds by their acknowledgements. Not safe for concurrent use.</summary>
/// <param name="self">Which node.</param>
/// <param name="nodes">How many nodes are planned: a majority is one of these, however few are members.</param>
/// <param name="times">The times of leases.</param>
sealed class LeaseHolder(NodeRun self, int nodes, LeaseTimes times)
{
    private readonly TimeSpan[] _until = new TimeSpan[Shards.Count];
    private readonly Dictionary<long, Asked> _asked = [];
    private long _number;
    private TimeSpan _nodeUntil;

    /// <summary>What it claims: kept until nothing of it lives.</summary>
    public ShardSet Claims { get; private set; }

    /// <summary>How many members have to acknowledge.</summary>
    public int Majority => (nodes / 2) + 1;

    /// <summary>Claims a shard with the next ping.</summary>
    public void Claim(int shard) => Claims = Claims.With(shard);

    /// <summary>Gives a shard back with the next ping. Nothing of it lives.</summary>
    public void Release(int shard)
    {
        Claims = Claims.Without(shard);
        _until[shard] = TimeSpan.Zero;
        // What was asked for before is not taken for a new claim.
        foreach (var asked in _asked.Values) asked.Claims = asked.Claims.Without(shard);
    }

    /// <summary>Holds nothing any more, until what is asked for from now on is acknowledged. What is claimed stays claimed.</summary>
    public void Lose()
    {
        Array.Clear(_until);
        _asked.Clear();
        _nodeUntil = TimeSpan.Zero;
    }

    /// <summary>The next ping, for every member and this node itself.</summary>
    public LeasePing Ping(TimeSpan now)
    {
        foreach (var (number, asked) in _asked)
            if (asked.At + times.Lease <= now) _asked.Remove(number);
        _asked[++_number] = new Asked(now, Claims);
        return new LeasePing(self, _number, Claims);
    }

    /// <summary>Takes an acknowledgement.</summary>
    /// <returns>Whether something is held longer by it, and until when what.</returns>
    public bool Take(LeaseAck ack)
    {
        if (!_asked.TryGetValue(ack.Number, out var asked) || !asked.Members.Add(ack.From.Address)) return false;
        var until = asked.At + times.Lease;
        var renewed = asked.Members.Count >= Majority && _nodeUntil < until;
        if (renewed) _nodeUntil = until;
        foreach (var shard in ack.Granted.All())
        {
            if (!asked.Claims.Has(shard) || ++asked.Votes[shard] < Majority || _until[shard] >= until) continue;
            _until[shard] = until;
            renewed = true;
        }

        return renewed;
    }

    /// <summary>Until when the node holds a shard alone, if it does.</summary>
    public TimeSpan UntilOf(int shard) => _until[shard];

    /// <summary>Until when a majority acknowledges the node.</summary>
    public TimeSpan Until => _nodeUntil;

    private sealed class Asked(TimeSpan at, ShardSet claims)
    {
        public TimeSpan At { get; } = at;

        public ShardSet Claims { get; set; } = claims;

        public HashSet<string> Members { get; } = [];

        public int[] Votes { get; } = new int[Shards.Count];
    }
}
