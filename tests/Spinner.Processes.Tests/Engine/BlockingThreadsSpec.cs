using Spinner.Actors;


namespace Spinner.Processes.Tests.Engine;

public class BlockingThreadsSpec
{
    private const int TimeLimit = 90_000;

    [Fact(Timeout = TimeLimit)]
    public async Task Who_blocks_holds_up_nobody()
    {
        using var open = new ManualResetEventSlim();
        var threads = new BlockingThreads("test");
        var blocked = Enumerable.Range(0, 40).Select(_ => RunAsync(threads, () => open.Wait(TimeSpan.FromSeconds(60)))).ToList();
        Assert.Equal(1, await RunAsync(threads, () => 1));
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
        Assert.Equal(1, await RunAsync(threads, () => 1));
        open.Set();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Short_work_takes_no_more_threads_than_are_kept()
    {
        var threads = new BlockingThreads("test");
        for (var i = 0; i < 100; i++) await RunAsync(threads, () => 1);
        Assert.InRange(threads.Count, 1, 4);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_throws_costs_no_thread()
    {
        var threads = new BlockingThreads("test");
        for (var i = 0; i < 10; i++) threads.Post(static () => throw new InvalidOperationException());
        Assert.Equal(1, await RunAsync(threads, () => 1));
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
    public void A_spawn_that_is_given_up_before_it_begins_is_never_made()
    {
        var begun = false;
        var attempt = new SpawnAttempt(() =>
        {
            begun = true;
            return new LateLaunch();
        });
        Assert.False(attempt.Await(TimeSpan.Zero));
        Assert.True(attempt.TryGiveUp());
        attempt.Run();
        Assert.False(begun);
    }

    [Fact]
    public void What_is_over_cannot_be_given_up()
    {
        var launch = new LateLaunch();
        var attempt = new SpawnAttempt(() => launch);
        attempt.Run();
        Assert.True(attempt.Await(TimeSpan.Zero));
        Assert.False(attempt.TryGiveUp());
        Assert.Same(launch, attempt.Result());
        Assert.False(launch.Disposed.IsSet);
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

    private static Task<T> RunAsync<T>(BlockingThreads threads, Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        threads.Post(() => done.SetResult(work()));
        return done.Task;
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
