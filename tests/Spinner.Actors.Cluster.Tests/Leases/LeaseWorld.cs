using Spinner.Actors.Cluster.Leases;

namespace Spinner.Actors.Cluster.Tests.Leases;

/// <summary>
/// Nodes with a holder and a voter each, on a net that loses, delays, repeats and overtakes messages, with clocks that go at their own rate; nodes
/// are killed and come back, freeze and wake. Processes live as long as the watchdog lets them. Everything by one seed.
/// </summary>
sealed class LeaseWorld(int seed, LeaseTimes times, LeaseTimes voters, bool newcomersAreSilent = true)
{
    private const int Nodes = 3;
    private const int Wanted = 2;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly Random _chance = new(seed);
    private readonly List<(TimeSpan At, int To, object Message)> _net = [];
    private readonly bool[,] _cut = new bool[Nodes, Nodes];
    private readonly List<Living> _living = [];
    private readonly Node[] _nodes = new Node[Nodes];
    private TimeSpan _now = TimeSpan.FromHours(1);

    /// <summary>How many processes were started.</summary>
    public int Starts { get; private set; }

    /// <summary>How often a name had two.</summary>
    public int Overlaps { get; private set; }

    public void Run(int steps)
    {
        for (var i = 0; i < Nodes; i++) _nodes[i] = Join(i, TimeSpan.Zero, 1 + ((_chance.NextDouble() - 0.5) / 50));
        for (var step = 0; step < steps; step++)
        {
            _now += Step;
            Disturb();
            for (var i = 0; i < Nodes; i++) Work(i);
            Deliver();
            _living.RemoveAll(process => process.Node.Clock(_now) >= process.Until);
            foreach (var many in _living.GroupBy(process => process.Shard).Where(group => group.Count() > 1)) Overlaps += many.Count() - 1;
        }
    }

    private Node Join(int index, TimeSpan joinedAt, double rate)
    {
        var run = new NodeRun($"node-{index}", _chance.NextInt64());
        return new Node(run, rate, new LeaseHolder(run, Nodes, times), new LeaseVoter(run, voters, joinedAt));
    }

    private void Disturb()
    {
        if (_chance.Next(100) == 0) _cut[_chance.Next(Nodes), _chance.Next(Nodes)] ^= true;
        if (_chance.Next(50) == 0) Array.Clear(_cut);
        var some = _chance.Next(Nodes);
        if (_chance.Next(80) == 0) _nodes[some].IsFrozen ^= true;
        if (_chance.Next(200) == 0)
        {
            var before = _nodes[some];
            _nodes[some] = Join(some, newcomersAreSilent ? before.Clock(_now) : TimeSpan.Zero, before.Rate);
        }
    }

    private void Work(int index)
    {
        var node = _nodes[index];
        if (node.IsFrozen) return;
        var now = node.Clock(_now);
        for (var shard = 0; shard < Wanted; shard++)
        {
            var own = _living.Find(process => process.Node == node && process.Shard == shard);
            if (own is not null && node.Holder.UntilOf(shard) > now) own.Until = node.Holder.UntilOf(shard) + LeaseTimes.Watchdog;
            if (_chance.Next(10) == 0) node.Holder.Claim(shard);
            if (_chance.Next(100) == 0 && node.Holder.Claims.Has(shard))
            {
                if (own is not null) _living.Remove(own);
                node.Holder.Release(shard);
            }
            else if (own is null && now < node.Holder.UntilOf(shard))
            {
                _living.Add(new Living(node, shard) { Until = node.Holder.UntilOf(shard) + LeaseTimes.Watchdog });
                Starts++;
            }
        }

        if (now < node.NextPing) return;
        node.NextPing = now + times.Interval;
        var ping = node.Holder.Ping(now);
        for (var to = 0; to < Nodes; to++) Send(index, to, ping);
    }

    private void Send(int from, int to, object message)
    {
        var copies = from == to ? 1 : _cut[from, to] || _chance.Next(12) == 0 ? 0 : _chance.Next(12) == 0 ? 2 : 1;
        var longest = _chance.Next(10) == 0 ? 7000 : 100;
        for (; copies > 0; copies--) _net.Add((_now + (from == to ? TimeSpan.Zero : TimeSpan.FromMilliseconds(_chance.Next(longest))), to, message));
    }

    private void Deliver()
    {
        for (var next = _net.FindIndex(CanArrive); next >= 0; next = _net.FindIndex(CanArrive))
        {
            var (_, to, message) = _net[next];
            _net.RemoveAt(next);
            var node = _nodes[to];
            if (message is LeaseAck ack) node.Holder.Take(ack);
            else if (message is LeasePing ping && node.Voter.Answer(ping, node.Clock(_now)) is { } answer)
                Send(to, Array.FindIndex(_nodes, n => n.Run.Address == ping.From.Address), answer);
        }
    }

    private bool CanArrive((TimeSpan At, int To, object Message) sent) => sent.At <= _now && !_nodes[sent.To].IsFrozen;

    private sealed class Node(NodeRun run, double rate, LeaseHolder holder, LeaseVoter voter)
    {
        public NodeRun Run => run;

        public double Rate => rate;

        public LeaseHolder Holder => holder;

        public LeaseVoter Voter => voter;

        public bool IsFrozen { get; set; }

        public TimeSpan NextPing { get; set; }

        public TimeSpan Clock(TimeSpan now) => now * rate;
    }

    private sealed class Living(Node node, int shard)
    {
        public Node Node => node;

        public int Shard => shard;

        public required TimeSpan Until { get; set; }
    }
}
