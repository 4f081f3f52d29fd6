namespace Spinner.Processes;

/// <summary>
/// Runs what it is given one after the other, in order, on threads that may block. While too much waits, more is dropped. Safe for concurrent use.
/// </summary>
/// <param name="threads">Where it runs.</param>
/// <param name="mostWaiting">How much may wait.</param>
/// <param name="reportDropped">Is called, among the work, with how much was dropped since it was called last.</param>
internal sealed class BoundedWork(BlockingThreads threads, int mostWaiting, Action<long> reportDropped)
{
    private readonly SerialWork _work = new(threads);
    private long _dropped;

    /// <summary>Runs it later, or drops it.</summary>
    internal void Post(Action work)
    {
        if (_work.Waiting < mostWaiting) PostAlways(work);
        else Interlocked.Increment(ref _dropped);
    }

    /// <summary>Runs it later, however much waits.</summary>
    internal void PostAlways(Action work) => _work.Post(() =>
    {
        if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped) reportDropped(dropped);
        work();
    });
}
