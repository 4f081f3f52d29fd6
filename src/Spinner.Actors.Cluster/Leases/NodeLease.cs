using Spinner.Processes;

namespace Spinner.Actors.Cluster.Leases;

/// <summary>
/// What this node holds, and all that lives by it: at the end of a lease it is killed, here or, when this process is frozen, by the watchdog.
/// Safe for concurrent use.
/// </summary>
sealed partial class NodeLease : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly LeaseHolder _holder;
    private readonly IWatchdog _watchdog;
    private readonly TimeProvider _clock;
    private readonly Action<string> _notice;
    private readonly Dictionary<ILaunch, Living> _living = [];
    private readonly int[] _launching = new int[Shards.Count];
    private readonly ITimer _end;
    private ShardSet _released;
    private ShardSet _held;
    private bool _isOver;

    /// <param name="holder">Asks, and counts.</param>
    /// <param name="watchdog">Kills what is left when this process is frozen. It is disposed with this.</param>
    /// <param name="clock">Counts while the machine is suspended.</param>
    /// <param name="notice">Told in one line what goes wrong.</param>
    public NodeLease(LeaseHolder holder, IWatchdog watchdog, TimeProvider clock, Action<string> notice)
    {
        (_holder, _watchdog, _clock, _notice) = (holder, watchdog, clock, notice);
        _end = clock.CreateTimer(static self => ((NodeLease)self!).EndWhatIsOver(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>On the clock of leases.</summary>
    public TimeSpan Now => LeaseClock.Now(_clock);

    /// <summary>Whether a majority acknowledges this node.</summary>
    public bool IsAcknowledged
    {
        get
        {
            lock (_lock) return Now < _holder.Until;
        }
    }

    /// <summary>Whether the node has the shard alone just now.</summary>
    public bool Holds(int shard)
    {
        lock (_lock) return IsHeld(shard, Now);
    }

    /// <summary>Claims a shard with the next ping.</summary>
    public void Claim(int shard)
    {
        lock (_lock)
        {
            _released = _released.Without(shard);
            _holder.Claim(shard);
        }
    }

    /// <summary>Gives a shard back as soon as nothing of it lives. Until then nothing is launched in it.</summary>
    public void Release(int shard)
    {
        lock (_lock)
        {
            _released = _released.With(shard);
            GiveBack(shard);
        }
    }

    /// <summary>What to send to every member and to this node; null: nothing, for the watchdog sleeps.</summary>
    public LeasePing? Ping()
    {
        lock (_lock) return _watchdog.IsAwake ? _holder.Ping(Now) : null;
    }

    /// <summary>Takes an acknowledgement.</summary>
    /// <returns>The shards that are held now and were not before.</returns>
    public ShardSet Take(LeaseAck ack)
    {
        lock (_lock)
        {
            if (!_holder.Take(ack)) return ShardSet.Empty;
            // The watchdog is told before anything may be launched by what it is told.
            return Show() ? News() : ShardSet.Empty;
        }
    }

    /// <summary>Kills what lives in shards that are not held any more. The timer calls it; harmless at any other time.</summary>
    public void EndWhatIsOver()
    {
        ILaunch[] over;
        lock (_lock)
        {
            var now = Now;
            over = [.. _living.Where(launch => !IsHeld(launch.Value.Shard, now)).Select(launch => launch.Key)];
            _held = ShardSet.Of(_held.All().Where(shard => IsHeld(shard, now)));
            Schedule(now);
        }

        foreach (var launch in over) launch.Kill();
    }

    /// <summary>Stands in the environment of what is launched.</summary>
    public string Mark => _watchdog.Mark;

    /// <summary>This lives now. When the lease is over meanwhile it is killed at once.</summary>
    public void Add(ILaunch launch, string name, int shard)
    {
        lock (_lock)
        {
            _living.Add(launch, new Living(name, shard));
            if (Show() && IsHeld(shard, Now)) return;
        }

        launch.Kill();
    }

    /// <summary>Nothing of this lives any more.</summary>
    public void Remove(ILaunch launch)
    {
        lock (_lock)
        {
            if (!_living.Remove(launch, out var gone)) return;
            if (_released.Has(gone.Shard)) GiveBack(gone.Shard);
            Show();
        }
    }

    /// <summary>Holds nothing any more until it is acknowledged anew, and kills all that lives by the lease.</summary>
    public void EndAll()
    {
        ILaunch[] all;
        lock (_lock)
        {
            _holder.Lose();
            _held = ShardSet.Empty;
            all = [.. _living.Keys];
        }

        foreach (var launch in all) launch.Kill();
    }

    /// <summary>Kills what lives of one name.</summary>
    public void Kill(string name)
    {
        ILaunch[] all;
        lock (_lock) all = [.. _living.Where(launch => launch.Value.Name == name).Select(launch => launch.Key)];
        foreach (var launch in all) launch.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.DisposeAsync().ConfigureAwait(false);
        EndAll();
        // What ends from here on is told to nobody: the watchdog's files go.
        lock (_lock) _isOver = true;
        await _watchdog.DisposeAsync().ConfigureAwait(false);
    }

    private static LeaseLostException NotHeld() => new("This node does not hold the lease of the child's shard.");

    private bool IsHeld(int shard, TimeSpan now) => !_released.Has(shard) && now < _holder.UntilOf(shard);

    private void GiveBack(int shard)
    {
        if (_launching[shard] > 0 || _living.Values.Any(living => living.Shard == shard)) return;
        _holder.Release(shard);
        _held = _held.Without(shard);
    }

    private ShardSet News()
    {
        var now = Now;
        var before = _held;
        _held = ShardSet.Of(_holder.Claims.All().Where(shard => IsHeld(shard, now)));
        Schedule(now);
        return ShardSet.Of(_held.All().Where(shard => !before.Has(shard)));
    }

    /// <summary>Tells the watchdog what is so.</summary>
    /// <returns>False when it cannot be told: what it knew is sooner over, so nothing lives longer than it may.</returns>
    private bool Show()
    {
        if (_isOver) return false;
        var now = Now;
        var held = _holder.Claims.All().Select(_holder.UntilOf).Where(until => until > now);
        var living = _living.Values.Select(launch => _holder.UntilOf(launch.Shard));
        TimeSpan? until = held.Any() ? held.Min() : living.Any() ? living.Max() : null;
        try
        {
            _watchdog.Watch(until, [.. _living.Select(launch => new LeasedGroup(launch.Key.Pid, _holder.UntilOf(launch.Value.Shard)))]);
            return true;
        }
        catch (IOException refused)
        {
            _notice($"The watchdog cannot be told of the lease, which ends with that: {refused.Message}");
            _holder.Lose();
            _end.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            return false;
        }
    }

    private void Schedule(TimeSpan now)
    {
        var ends = _living.Values.Select(launch => launch.Shard).Concat(_held.All()).Select(_holder.UntilOf).Where(until => until > now);
        _end.Change(ends.Any() ? ends.Min() - now : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="Name">Whose launch.</param>
    /// <param name="Shard">That of the name.</param>
    private readonly record struct Living(string Name, int Shard);
}
