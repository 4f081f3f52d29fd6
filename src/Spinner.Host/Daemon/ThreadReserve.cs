namespace Spinner.Host.Daemon;

/// <summary>
/// Threads of the pool that are made while the system still has some to give, and that a setting of the program keeps: one that cannot be made when it is
/// wanted ends the whole process.
/// </summary>
static class ThreadReserve
{
    // As many as the program's setting ThreadsToKeepAlive keeps.
    private const int Count = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void Create()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Count), ports);
        // None of them is free for the next before all are there.
        var (there, go) = (new CountdownEvent(Count), new ManualResetEventSlim());
        for (var i = 0; i < Count; i++)
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                there.Signal();
                go.Wait(Patience);
            }, null);
        there.Wait(Patience);
        go.Set();
    }
}
