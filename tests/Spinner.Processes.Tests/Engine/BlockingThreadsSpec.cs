using Spinner.Tests;

namespace Spinner.Processes.Tests.Engine;

public class BlockingThreadsSpec
{
    private const int TimeLimit = 90_000;

    [Fact(Timeout = TimeLimit)]
    public async Task Who_blocks_holds_up_nobody()
    {
        using var open = new ManualResetEventSlim();
        var threads = new BlockingThreads("test");
        var blocked = Enumerable.Range(0, 40).Select(_ => threads.RunAsync(() => open.Wait(TimeSpan.FromSeconds(60)))).ToList();
        Assert.Equal(1, await threads.RunAsync(() => 1));
        Assert.All(blocked, task => Assert.False(task.IsCompleted));
        open.Set();
        Assert.All(await Task.WhenAll(blocked), Assert.True);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task More_than_wait_is_not_left_to_who_has_been_woken_for_other_work()
    {
        using var open = new ManualResetEventSlim();
        var threads = new BlockingThreads("test");
        await Eventually.HoldsAsync(() => threads.Idle == 2, "both wait");
        // All three come before the first thread has woken, as a rule.
        threads.Post(open.Wait);
        threads.Post(open.Wait);
        Assert.Equal(1, await threads.RunAsync(() => 1));
        open.Set();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Short_work_takes_no_more_threads_than_are_kept()
    {
        var threads = new BlockingThreads("test");
        for (var i = 0; i < 100; i++) await threads.RunAsync(() => 1);
        Assert.InRange(threads.Count, 1, 4);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_throws_costs_no_thread()
    {
        var threads = new BlockingThreads("test");
        for (var i = 0; i < 10; i++) threads.Post(static () => throw new InvalidOperationException());
        Assert.Equal(1, await threads.RunAsync(() => 1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => threads.RunAsync<int>(() => throw new InvalidOperationException()));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Serial_work_keeps_its_order_and_never_overlaps()
    {
        var (work, seen, inside, overlapped) = (new SerialWork(BlockingThreads.Output), new List<int>(), 0, false);
        for (var i = 0; i < 1000; i++)
        {
            var number = i;
            work.Post(() =>
            {
                overlapped |= Interlocked.Increment(ref inside) != 1;
                seen.Add(number);
                Interlocked.Decrement(ref inside);
            });
        }

        var done = new TaskCompletionSource();
        work.Post(done.SetResult);
        await done.Task;
        Assert.Equal(Enumerable.Range(0, 1000), seen);
        Assert.False(overlapped);
    }

    [Fact]
    public void A_spawn_on_a_disk_that_hangs_is_over_after_a_while_and_what_it_becomes_is_killed()
    {
        using var disk = new ManualResetEventSlim();
        var (late, observer) = (new LateLaunch(), new RecordingObserver());
        var refused = Assert.Throws<SpawnException>(() => Spawning.Run(
            Dummy.Plan(Dummy.FreeTcp()),
            observer,
            told =>
            {
                disk.Wait();
                told.Exited(new LaunchExit(ExitStatus.Unknown, []));
                return late;
            },
            TimeSpan.FromMilliseconds(50)));
        Assert.Equal(SpawnFailure.Unavailable, refused.Failure);
        Assert.Contains("does not answer", refused.Message, StringComparison.Ordinal);
        disk.Set();
        Assert.True(late.Disposed.Wait(TimeSpan.FromSeconds(30)));
        Assert.Empty(observer.Told);
    }

    private sealed class LateLaunch : ILaunch
    {
        public ManualResetEventSlim Disposed { get; } = new();

        public int Pid => 0;

        public IReadOnlyList<string> ErrorTail => [];

        public IReadOnlyList<int> LivingPids => [];

        public void Terminate(StopSignal signal)
        {
        }

        public void Kill()
        {
        }

        public void Dispose() => Disposed.Set();
    }
}
