using Microsoft.Extensions.Time.Testing;

namespace Spinner.Processes.Tests;

/// <summary>A directory that is away just when it is to be watched.</summary>
public sealed class WatchPlanRenamesSpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    public static TheoryData<Exception> Away => new(new IOException("No such file or directory", 2), new IOException("Not a directory", 20), new DirectoryNotFoundException(), new ArgumentException());

    [Theory]
    [MemberData(nameof(Away))]
    public void One_that_is_back_by_now_is_watched(Exception away)
    {
        using var watcher = Watcher(new Source(2, away));
        watcher.Add(_directory.Make("app/main.js"));
        Assert.False(watcher.IsPolling);
    }

    [Fact]
    public void One_that_the_system_refuses_is_looked_at()
    {
        using var watcher = Watcher(new Source(2, new IOException("No space left on device", 28)));
        watcher.Add(_directory.Make("app/main.js"));
        Assert.True(watcher.IsPolling);
    }

    [Fact]
    public void One_that_comes_and_goes_for_ever_ends_in_looks()
    {
        using var watcher = Watcher(new Source(int.MaxValue, new IOException("No such file or directory", 2)));
        watcher.Add(_directory.Make("app/main.js"));
        Assert.True(watcher.IsPolling);
    }

    private static PathWatcher Watcher(IWatchSource source) => new(static _ => { }, new FakeTimeProvider(), static _ => { }, source);

    private sealed class Source(int failures, Exception away) : IWatchSource
    {
        private int _left = failures;

        public int Most => int.MaxValue;

        public bool WatchesLinks => true;

        public DirectoryWatch Watch(string directory, WatchDepth depth, IWatchObserver observer) =>
            depth != WatchDepth.Names && _left-- > 0 ? throw away : new Quiet(directory, depth);
    }

    private sealed class Quiet(string directory, WatchDepth depth) : DirectoryWatch(directory, depth)
    {
        public override void Dispose()
        {
        }
    }
}
