namespace Spinner.Processes;

/// <summary>
/// One spawn that may take its time, or for ever where a disk does not answer. Whoever waits for it may give it up: one that has not begun then never
/// does, and what becomes of one that has is killed. Run once, on any thread; awaited and given up on any other.
/// </summary>
internal sealed class SpawnAttempt(Func<ILaunch> spawn)
{
    // Not a task: for each thread that waits for one the pool makes another.
    private readonly object _lock = new();
    private Func<ILaunch> _spawn = spawn;
    private ILaunch? _launch;
    private Exception? _failure;
    private bool _hasBegun;
    private bool _isOver;
    private bool _isGivenUp;

    internal bool IsGivenUp
    {
        get
        {
            lock (_lock) return _isGivenUp;
        }
    }

    /// <summary>Throws nothing.</summary>
    internal void Run()
    {
        lock (_lock)
        {
            if (_isGivenUp) return;
            _hasBegun = true;
        }

        var (launch, failure) = Spawn();
        if (TryEnd(launch, failure)) return;
        launch?.Dispose();
        End();
    }

    /// <summary>Waits at most so long until it is over: it has a result, or what it became after it was given up is killed.</summary>
    internal bool Await(TimeSpan patience)
    {
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        lock (_lock)
        {
            while (!_isOver && until - Environment.TickCount64 is > 0 and var left) Monitor.Wait(_lock, TimeSpan.FromMilliseconds(left));
            return _isOver;
        }
    }

    /// <returns>False when it is over: it has a result.</returns>
    internal bool TryGiveUp()
    {
        lock (_lock)
        {
            _isGivenUp |= !_isOver;
            _isOver |= !_hasBegun;
            return _isGivenUp;
        }
    }

    /// <summary>What it became, when it is over and was not given up; what the spawn threw is thrown.</summary>
    internal ILaunch Result() => _failure switch
    {
        null => _launch ?? throw new InvalidOperationException("The spawn was given up, or gave no launch."),
        SpawnException refused => throw new SpawnException(refused.Failure, refused.Message, refused.InnerException),
        var bug => throw bug,
    };

    /// <returns>False when it was given up: what it became is nobody's.</returns>
    private bool TryEnd(ILaunch? launch, Exception? failure)
    {
        lock (_lock)
        {
            if (_isGivenUp) return false;
            (_launch, _failure) = (launch, failure);
            End();
            return true;
        }
    }

    private void End()
    {
        lock (_lock)
        {
            _isOver = true;
            Monitor.PulseAll(_lock);
        }
    }

    private (ILaunch? Launch, Exception? Failure) Spawn()
    {
        try
        {
            return (_spawn(), null);
        }
        catch (Exception thrown)
        {
            return (null, thrown);
        }
        finally
        {
            // It has the whole plan in it, environment and all, and this lives as long as the launch.
            _spawn = RunOnce;
        }
    }

    private static ILaunch RunOnce() => throw new InvalidOperationException("A spawn is run once.");
}
