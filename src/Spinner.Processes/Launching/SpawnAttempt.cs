namespace Spinner.Processes;

/// <summary>One spawn on another thread, which whoever waits for it may give up: what it becomes after that is killed. Safe for concurrent use.</summary>
internal sealed class SpawnAttempt(ILaunchObserver observer, Func<ILaunchObserver, ILaunch> spawn) : ILaunchObserver
{
    // Not a task: for each thread that waits for one the pool makes another.
    private readonly object _lock = new();
    private bool _isOver;
    private bool _isGivenUp;

    /// <summary>Set when it is over, unless there is a <see cref="Refusal"/>.</summary>
    internal ILaunch? Launch { get; private set; }

    internal Exception? Refusal { get; private set; }

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
            (Launch, Refusal, _isOver) = (launch, refusal, true);
            Monitor.Pulse(_lock);
            if (!_isGivenUp) return;
        }

        launch?.Dispose();
    }

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
