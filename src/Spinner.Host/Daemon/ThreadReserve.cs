namespace Spinner.Host.Daemon;

/// <summary>
/// All threads of the pool, made while the system still has some to give and kept for good: one that the pool wants and cannot have ends the whole
/// process. So it may want no other, unless all there are block, and the system has just shown that it gives one.
/// </summary>
static class ThreadReserve
{
    /// <summary>How many there are. The program's setting ThreadsToKeepAlive keeps them.</summary>
    public static int Count { get; } = Math.Max(16, Environment.ProcessorCount);

    private const int Most = 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public static void Create()
    {
        ThreadPool.GetMinThreads(out _, out var ports);
        ThreadPool.SetMinThreads(Count, ports);
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
        ThreadPool.GetMaxThreads(out _, out ports);
        ThreadPool.SetMaxThreads(Count, ports);
        new Thread(Watch) { IsBackground = true, Name = "spinner threads" }.UnsafeStart();
    }

    private static void Watch()
    {
        using var never = new ManualResetEventSlim();
        var stalls = new PoolStalls(GivesOne, Add);
        while (!never.Wait(Every)) stalls.Look(ThreadPool.CompletedWorkItemCount, ThreadPool.PendingWorkItemCount);
    }

    // Wanted at least, it is made at once; wanted at most, only when the pool comes to it.
    private static void Add()
    {
        ThreadPool.GetMaxThreads(out var most, out var ports);
        if (most >= Most || !ThreadPool.SetMaxThreads(most + 1, ports)) return;
        ThreadPool.GetMinThreads(out _, out ports);
        ThreadPool.SetMinThreads(most + 1, ports);
    }

    private static bool GivesOne()
    {
        try
        {
            var asked = new Thread(static () => { }) { IsBackground = true };
            asked.UnsafeStart();
            asked.Join();
            return true;
        }
        catch (Exception refused) when (refused is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }
}
