using System.Globalization;

namespace Spinner.Processes.Tests;

/// <summary>What cannot be watched is looked at every second.</summary>
public sealed class PolledPathsSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private Touches _touches = new(new SystemWatch.Source(PathWatcher.MostWatches));

    public void Dispose()
    {
        _touches.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_swap_of_a_link_on_the_way_is_seen_by_polling()
    {
        // As Kubernetes mounts configuration: app.yml → ..data/app.yml, ..data → a directory that is exchanged.
        _directory.Make("..1/app.yml");
        _directory.Make("..2/app.yml");
        File.CreateSymbolicLink(_directory.PathOf("..data"), "..1");
        var file = _directory.PathOf("app.yml");
        File.CreateSymbolicLink(file, "..data/app.yml");
        _touches.Watcher.Add(file);
        Assert.Contains("symbolic link", Assert.Single(_touches.Notices), StringComparison.Ordinal);

        await _touches.PollOnceAsync();
        Assert.False(_touches.WasTouched(file));

        LinkSwap.To(_directory.PathOf("..data"), "..2");
        await _touches.PollOnceAsync();
        Assert.True(_touches.WasTouched(file));

        await _touches.Forget(_directory.PathOf("..2"));
        await File.WriteAllTextAsync(_directory.PathOf("..2", "app.yml"), "changed behind the link");
        await _touches.PollOnceAsync();
        Assert.True(_touches.WasTouched(file));
    }

    [Fact]
    public async Task A_directory_behind_a_link_is_polled()
    {
        _directory.Make("releases/1/src/main.js");
        _directory.Make("releases/2/src/main.js");
        Directory.CreateSymbolicLink(_directory.PathOf("current"), "releases/1");
        var watched = _directory.PathOf("current", "src");
        _touches.Watcher.Add(watched);

        _directory.Make("releases/1/src/more.js");
        await _touches.PollOnceAsync();
        Assert.True(_touches.WasTouched(watched));
    }

    [Fact]
    public async Task Polls_are_made_where_a_hung_disk_holds_up_nobody()
    {
        _touches.Dispose();
        _touches = new Touches(new SystemWatch.Source(0));
        var mayBlock = false;
        _touches.OnTouch = _ => mayBlock = BlockingThreads.IsCurrent;
        var file = _directory.Make("main.js");
        _touches.Watcher.Add(file);
        await File.WriteAllTextAsync(file, "changed");
        await _touches.PollOnceAsync();
        Assert.True(_touches.WasTouched(file));
        Assert.True(mayBlock);
    }

    [Fact]
    public async Task A_round_that_takes_long_is_not_overtaken()
    {
        _touches.Dispose();
        _touches = new Touches(new SystemWatch.Source(0));
        using var open = new ManualResetEventSlim();
        using var entered = new SemaphoreSlim(0);
        var (inside, most) = (0, 0);
        _touches.OnTouch = _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            entered.Release();
            open.Wait(TimeSpan.FromSeconds(20));
            Interlocked.Decrement(ref inside);
        };
        var file = _directory.Make("main.js");
        _touches.Watcher.Add(file);
        await File.WriteAllTextAsync(file, "changed");
        var first = _touches.PollOnceAsync();
        Assert.True(await entered.WaitAsync(TimeSpan.FromSeconds(20)));
        await File.WriteAllTextAsync(file, "changed again");
        var second = _touches.PollOnceAsync();
        // Were there another round, it would get this far on a thread of its own.
        Assert.False(await entered.WaitAsync(TimeSpan.FromMilliseconds(200)));
        open.Set();
        await Task.WhenAll(first, second);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task More_directories_than_the_system_has_watches_for_work()
    {
        var files = Enumerable.Range(0, 150).Select(i => _directory.Make(i.ToString(CultureInfo.InvariantCulture) + "/main.js")).ToList();
        files.ForEach(_touches.Watcher.Add);

        Assert.Equal(PathWatcher.MostWatches, _touches.Watcher.Watches);
        Assert.Contains("32 watches", Assert.Single(_touches.Notices), StringComparison.Ordinal);

        foreach (var file in files) await File.WriteAllTextAsync(file, "changed");
        await _touches.PollOnceAsync();
        foreach (var file in files) await _touches.Of(file);

        files.ForEach(_touches.Watcher.Remove);
        Assert.False(_touches.Watcher.IsPolling);
        Assert.Equal(0, _touches.Watcher.Watches);
    }

    [Fact]
    public async Task Without_any_watch_everything_is_polled()
    {
        _touches.Dispose();
        _touches = new Touches(new SystemWatch.Source(0));
        var file = _directory.Make("main.js");
        _touches.Watcher.Add(file);
        _touches.Watcher.Add(_directory.Path);

        await _touches.PollOnceAsync();
        Assert.False(_touches.WasTouched(file));
        await File.WriteAllTextAsync(file, "changed");
        await _touches.PollOnceAsync();
        Assert.True(_touches.WasTouched(file));
        Assert.True(_touches.WasTouched(_directory.Path));
    }
}
