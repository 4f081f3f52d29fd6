namespace Spinner.Processes;

/// <summary>One spawn on another thread, which whoever waits for it may give up: what it becomes after that is killed. Safe for concurrent use.</summary>
internal sealed class SpawnAttempt(ILaunchObserver observer, Func<ILaunchObserver, ILaunch> spawn) : ILaunchObserver
{
    // Not a task: for each thread that waits for one the pool makes another.
    private readonly object _lock = new();
    private bool _isOver;
    private bool _isGivenUp;

    private ILaunch? _launch;
    private Exception? _refusal;

    public bool MayBlock => observer.MayBlock;

    private bool IsGivenUp
    {
        get
        {
            lock (_lock) return _isGivenUp;
        }
    }

    internal void Run()
    {
        ILaunch? launch = null;
        Exception? refusal = null;
        try
        {
            launch = spawn(this);
        }
        catch (Exception thrown)
        {
            refusal = thrown;
        }

        // It has the whole plan in it, environment and all, and this lives as long as the launch.
        spawn = null!;
        lock (_lock)
        {
            (_launch, _refusal, _isOver) = (launch, refusal, true);
            Monitor.Pulse(_lock);
            if (!_isGivenUp) return;
        }

        launch?.Dispose();
    }

    /// <summary>What it became, once it is over.</summary>
    /// <exception cref="SpawnException">It was refused.</exception>
    internal ILaunch Result() => _refusal switch
    {
        null => _launch!,
        SpawnException refused => throw new SpawnException(refused.Failure, refused.Message, refused.InnerException),
        var bug => throw bug,
    };

    void ILaunchObserver.Ready(LaunchReady ready)
    {
        if (!IsGivenUp) observer.Ready(ready);
    }

    void ILaunchObserver.Exited(LaunchExit exit)
    {
        if (!IsGivenUp) observer.Exited(exit);
    }

    /// <returns>False when it is given up.</returns>
    internal bool Await(TimeSpan patience)
    {
        var until = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        lock (_lock)
        {
            while (!_isOver && until - Environment.TickCount64 is > 0 and var left) Monitor.Wait(_lock, TimeSpan.FromMilliseconds(left));
            _isGivenUp = !_isOver;
            return _isOver;
        }
    }
}
