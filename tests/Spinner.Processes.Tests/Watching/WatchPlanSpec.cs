namespace Spinner.Processes.Tests;

/// <summary>What the system cannot be made to do on demand: a watch that breaks, for a reason a new watch would not cure.</summary>
public sealed class WatchPlanSpec : IWatchObserver, IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly TaskCompletionSource<DirectoryWatch> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WatchPlan _plan;

    public WatchPlanSpec() => _plan = new WatchPlan(new SystemWatch.Source(PathWatcher.MostWatches), this);

    public void Dispose()
    {
        _plan.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_watch_that_cannot_go_on_gives_way_to_polling()
    {
        var path = new WatchedPath(_directory.PathOf("main.js"));
        _plan.Arm(path);
        await File.WriteAllTextAsync(path.Full, "1");
        var watch = await _written.Task.WaitAsync(TimeSpan.FromSeconds(20));

        var touched = new HashSet<WatchedPath>();
        _plan.Failed(watch, new IOException("no watch left"), touched);

        Assert.Equal([path], touched);
        Assert.True(path.IsPolled);
        Assert.False(path.IsAwaited);
        Assert.Equal(0, _plan.Watches);
        Assert.Equal($"{path.Given} is looked at every second instead of being watched: no watch left. The same may hold for further paths.", _plan.ConsumeNotice());
        Assert.Null(_plan.ConsumeNotice());
    }

    [Fact]
    public async Task A_watch_that_lost_events_is_armed_again_and_its_late_events_are_dropped()
    {
        var path = new WatchedPath(_directory.PathOf("main.js"));
        _plan.Arm(path);
        await File.WriteAllTextAsync(path.Full, "1");
        var watch = await _written.Task.WaitAsync(TimeSpan.FromSeconds(20));

        var touched = new HashSet<WatchedPath>();
        _plan.Failed(watch, new InternalBufferOverflowException(), touched);
        Assert.Equal([path], touched);
        Assert.False(path.IsPolled);
        Assert.Equal(2, _plan.Watches);

        touched.Clear();
        _plan.Written(watch, path.Full, touched);
        _plan.Replaced(watch, path.Full, path.Full, touched);
        _plan.Failed(watch, new IOException(), touched);
        Assert.Empty(touched);
        Assert.Equal(2, _plan.Watches);
    }

    void IWatchObserver.Written(DirectoryWatch watch, string path) => _written.TrySetResult(watch);

    void IWatchObserver.Replaced(DirectoryWatch watch, string before, string after) { }

    void IWatchObserver.Failed(DirectoryWatch watch, Exception reason) => _written.TrySetException(reason);
}
