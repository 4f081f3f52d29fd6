namespace Spinner.Processes;

/// <summary>
/// A launch's observer, which may block and may throw: told in order, never twice at a time, on threads for that alone where it may block, and of the
/// end exactly once and last. What it has not taken yet of the words of a launch becomes one. Safe for concurrent use.
/// </summary>
internal sealed class LaunchCallbacks(ILaunchObserver observer, string child, LaunchLog log)
{
    private readonly SerialWork? _work = MayBlock(observer) ? new SerialWork(BlockingThreads.Calls) : null;
    private readonly Lock _calling = new();
    private readonly Lock _saying = new();
    private LaunchWords? _unsaid;
    private int _exited;

    internal void Ready(LaunchReady ready) => Post(() => observer.Ready(ready));

    internal void Said(LaunchWords words)
    {
        if (Volatile.Read(ref _exited) != 0) return;
        lock (_saying)
        {
            var isTold = _unsaid is null;
            _unsaid = _unsaid?.And(words) ?? words;
            if (!isTold) return;
        }

        Post(() => observer.Said(TakeWords()));
    }

    internal void Exited(LaunchExit exit)
    {
        if (Interlocked.Exchange(ref _exited, 1) == 0) Post(() => observer.Exited(exit));
    }

    private LaunchWords TakeWords()
    {
        lock (_saying)
        {
            var words = _unsaid!.Value;
            _unsaid = null;
            return words;
        }
    }

    private void Post(Action callback)
    {
        if (_work is not null)
        {
            _work.Post(() => Call(callback));
            return;
        }

        lock (_calling) Call(callback);
    }

    private void Call(Action callback)
    {
        try
        {
            callback();
        }
        catch (Exception bug)
        {
            log.PostNote(true, $"an observer of {child} must not throw: {bug}");
        }
    }

    private static bool MayBlock(ILaunchObserver observer)
    {
        try
        {
            return observer.MayBlock;
        }
        catch (Exception)
        {
            // Whatever throws here may do anything else too.
            return true;
        }
    }
}
