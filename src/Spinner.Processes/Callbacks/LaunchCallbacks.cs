namespace Spinner.Processes;

/// <summary>
/// A launch's observer, which may block and may throw: told in order, on threads for that alone, and of the end exactly once. Safe for concurrent use.
/// </summary>
internal sealed class LaunchCallbacks(ILaunchObserver observer, string child, LaunchLog log)
{
    private readonly SerialWork? _work = MayBlock(observer) ? new SerialWork(BlockingThreads.Calls) : null;
    private int _exited;

    internal void Ready(LaunchReady ready) => Post(() => observer.Ready(ready));

    internal void Exited(LaunchExit exit)
    {
        if (Interlocked.Exchange(ref _exited, 1) == 0) Post(() => observer.Exited(exit));
    }

    private void Post(Action callback)
    {
        if (_work is null) Call(callback);
        else _work.Post(() => Call(callback));
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
