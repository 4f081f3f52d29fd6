using System.Diagnostics;
using System.Globalization;

namespace Spinner.Processes.Tests;

public sealed class PathWatcherSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private Touches _touches = new();

    public void Dispose()
    {
        _touches.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Only_the_paths_that_changed_are_touched()
    {
        var (one, other) = (Make("one"), Make("other"));
        _touches.Watcher.Add(one);
        _touches.Watcher.Add(other);

        await File.WriteAllTextAsync(one, "2");
        await _touches.Forget(_directory.Path);
        await File.WriteAllTextAsync(other, "2");
        await _touches.Of(other);

        Assert.False(_touches.WasTouched(one));
    }

    [Theory]
    [InlineData(".git/index")]
    [InlineData("node_modules/left-pad/index.js")]
    [InlineData("src/.main.js.swp")]
    [InlineData("src/main.js~")]
    [InlineData("src/4913")]
    [InlineData("src/.#main.js")]
    public async Task What_is_no_part_of_the_program_does_not_touch_its_directory(string name)
    {
        Make(".git/x");
        Make("node_modules/left-pad/x");
        Make("src/x");
        _touches.Watcher.Add(_directory.Path);
        Make(name);
        await File.WriteAllTextAsync(_directory.PathOf(name), "2");

        var fence = _directory.PathOf("fence~");
        _touches.Watcher.Add(fence);
        await File.WriteAllTextAsync(fence, "");
        await _touches.Of(fence);
        Assert.False(_touches.WasTouched(_directory.Path));
    }

    [Fact]
    public async Task A_dot_file_touches_its_directory()
    {
        _touches.Watcher.Add(_directory.Path);
        Make(".env");
        await _touches.Of(_directory.Path);
    }

    [Fact]
    public async Task An_absent_file_is_touched_when_it_appears()
    {
        var file = _directory.PathOf("later");
        _touches.Watcher.Add(file);
        await File.WriteAllTextAsync(file, "1");
        await _touches.Of(file);
        Assert.False(_touches.Watcher.IsPolling);
    }

    [Fact]
    public async Task An_absent_path_may_become_a_directory()
    {
        var path = _directory.PathOf("later");
        _touches.Watcher.Add(path);
        Directory.CreateDirectory(path);
        await _touches.Of(path);
        await _touches.Forget(path);
        Make("later/deep/x");
        await _touches.Of(path);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_directory_removed_and_made_anew_is_watched_again(bool watchTheDirectory)
    {
        var file = Make("app/main.js");
        var watched = watchTheDirectory ? _directory.PathOf("app") : file;
        _touches.Watcher.Add(_directory.PathOf("shares the watch of app's parent with the fences"));
        _touches.Watcher.Add(watched);

        for (var round = 0; round < 3; round++)
        {
            Directory.Delete(_directory.PathOf("app"), recursive: true);
            await _touches.Of(watched);
            await _touches.Forget(_directory.Path);
            Make("app/main.js");
            await Reported(watched);
            await _touches.Forget(_directory.PathOf("app"));

            await File.WriteAllTextAsync(file, "new");
            await _touches.Of(watched);
            await _touches.Forget(_directory.PathOf("app"));
            Assert.False(_touches.Watcher.IsPolling);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_directory_swapped_by_renames_is_watched_again(bool watchTheDirectory)
    {
        var file = Make("app/main.js");
        var watched = watchTheDirectory ? _directory.PathOf("app") : file;
        _touches.Watcher.Add(_directory.PathOf("shares the watch of app's parent with the fences"));
        _touches.Watcher.Add(watched);

        for (var round = 0; round < 3; round++)
        {
            Make("new/main.js");
            Directory.Move(_directory.PathOf("app"), _directory.PathOf("old" + round));
            Directory.Move(_directory.PathOf("new"), _directory.PathOf("app"));
            await _touches.Of(watched);
            await Reported(watched);
            await _touches.Forget(_directory.PathOf("app"));
            await File.WriteAllTextAsync(file, "2");
            await _touches.Of(watched);
            await _touches.Forget(_directory.PathOf("app"));
        }
    }

    [Fact]
    public async Task A_path_whose_directory_is_absent_is_polled_until_it_is_there()
    {
        var file = _directory.PathOf("a", "b", "main.js");
        _touches.Watcher.Add(file);
        Assert.True(_touches.Watcher.IsPolling);
        Make("a/b/main.js");
        _touches.PollOnce();
        Assert.True(_touches.WasTouched(file));
        Assert.False(_touches.Watcher.IsPolling);
        Assert.Empty(_touches.Notices);

        await _touches.Forget(_directory.PathOf("a", "b"));
        await File.WriteAllTextAsync(file, "2");
        await _touches.Of(file);
    }

    [Fact]
    public async Task A_tree_removed_altogether_is_watched_again_when_it_is_back()
    {
        string[] files = [Make("app/src/a.js"), Make("app/lib/b.js")];
        Array.ForEach(files, _touches.Watcher.Add);
        Directory.Delete(_directory.PathOf("app"), recursive: true);
        foreach (var file in files) await _touches.Of(file);
        foreach (var directory in new[] { "src", "lib" })
            Make($"app/{directory}/{(directory == "src" ? "a.js" : "b.js")}");

        // Whether the events of the removal were all seen by then or not: a poll later everything is watched.
        await Until(() =>
        {
            _touches.PollOnce();
            return !_touches.Watcher.IsPolling;
        });
        foreach (var file in files)
        {
            await _touches.Forget(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, "2");
            await _touches.Of(file);
        }
    }

    [Fact]
    public async Task A_swap_of_a_link_on_the_way_is_seen_by_polling()
    {
        // As Kubernetes mounts configuration: app.yml → ..data/app.yml, ..data → a directory that is exchanged.
        Make("..1/app.yml");
        Make("..2/app.yml");
        File.CreateSymbolicLink(_directory.PathOf("..data"), "..1");
        var file = _directory.PathOf("app.yml");
        File.CreateSymbolicLink(file, "..data/app.yml");
        _touches.Watcher.Add(file);
        Assert.Contains("symbolic link", Assert.Single(_touches.Notices), StringComparison.Ordinal);

        _touches.PollOnce();
        Assert.False(_touches.WasTouched(file));

        File.CreateSymbolicLink(_directory.PathOf("..data_tmp"), "..2");
        using (var rename = Process.Start("mv", ["-T", _directory.PathOf("..data_tmp"), _directory.PathOf("..data")]))
            Assert.True(rename.WaitForExit(TimeSpan.FromSeconds(10)));
        _touches.PollOnce();
        Assert.True(_touches.WasTouched(file));

        await _touches.Forget(_directory.PathOf("..2"));
        await File.WriteAllTextAsync(_directory.PathOf("..2", "app.yml"), "changed behind the link");
        _touches.PollOnce();
        Assert.True(_touches.WasTouched(file));
    }

    [Fact]
    public void A_directory_behind_a_link_is_polled()
    {
        Make("releases/1/src/main.js");
        Make("releases/2/src/main.js");
        Directory.CreateSymbolicLink(_directory.PathOf("current"), "releases/1");
        var watched = _directory.PathOf("current", "src");
        _touches.Watcher.Add(watched);

        Make("releases/1/src/more.js");
        _touches.PollOnce();
        Assert.True(_touches.WasTouched(watched));
    }

    [Fact]
    public async Task More_directories_than_the_system_has_watches_for_work()
    {
        var files = Enumerable.Range(0, 150).Select(i => Make(i.ToString(CultureInfo.InvariantCulture) + "/main.js")).ToList();
        files.ForEach(_touches.Watcher.Add);

        Assert.Equal(PathWatcher.MostWatches, _touches.Watcher.Watches);
        Assert.Contains("32 watches", Assert.Single(_touches.Notices), StringComparison.Ordinal);

        foreach (var file in files) await File.WriteAllTextAsync(file, "changed");
        _touches.PollOnce();
        foreach (var file in files) await _touches.Of(file);

        files.ForEach(_touches.Watcher.Remove);
        Assert.False(_touches.Watcher.IsPolling);
        Assert.Equal(0, _touches.Watcher.Watches);
    }

    [Fact]
    public async Task Without_any_watch_everything_is_polled()
    {
        _touches.Dispose();
        _touches = new Touches(mostWatches: 0);
        var file = Make("main.js");
        _touches.Watcher.Add(file);
        _touches.Watcher.Add(_directory.Path);

        _touches.PollOnce();
        Assert.False(_touches.WasTouched(file));
        await File.WriteAllTextAsync(file, "changed");
        _touches.PollOnce();
        Assert.True(_touches.WasTouched(file));
        Assert.True(_touches.WasTouched(_directory.Path));
    }

    [Fact]
    public async Task A_path_added_twice_is_watched_until_it_is_removed_twice()
    {
        var file = Make("main.js");
        _touches.Watcher.Add(file);
        _touches.Watcher.Add(file);
        _touches.Watcher.Remove(file);
        await File.WriteAllTextAsync(file, "2");
        await _touches.Of(file);

        _touches.Watcher.Remove(file);
        _touches.Watcher.Remove(file);
        Assert.Equal(0, _touches.Watcher.Watches);
    }

    [Fact]
    public async Task Lost_events_touch_everything_below_and_the_watch_goes_on()
    {
        var (quiet, loud, loud2) = (Make("quiet"), Make("loud"), Make("loud2"));
        using var gate = new ManualResetEventSlim();
        _touches.OnTouch = path =>
        {
            if (path == loud) gate.Wait(TimeSpan.FromSeconds(30));
        };
        foreach (var path in new[] { quiet, loud }) _touches.Watcher.Add(path);

        // The callback holds the events back until the kernel's queue of 16384 has overflowed. Two files: equal events in a row become one.
        var most = int.Parse(await File.ReadAllTextAsync("/proc/sys/fs/inotify/max_queued_events"), CultureInfo.InvariantCulture);
        using (FileStream one = File.OpenWrite(loud), other = File.OpenWrite(loud2))
        {
            for (var i = 0; i < most + 5000; i++)
            {
                RandomAccess.Write(one.SafeFileHandle, "x"u8, 0);
                RandomAccess.Write(other.SafeFileHandle, "x"u8, 0);
            }
        }

        gate.Set();
        await _touches.Of(quiet);
        await _touches.Forget(_directory.Path);
        await File.WriteAllTextAsync(quiet, "2");
        await _touches.Of(quiet);
        Assert.Empty(_touches.Notices);
    }

    [Fact]
    public async Task Nothing_is_watched_or_polled_after_Dispose()
    {
        var file = Make("main.js");
        _touches.Watcher.Add(file);
        _touches.Watcher.Add(_directory.PathOf("absent", "x"));
        _touches.Watcher.Dispose();
        await File.WriteAllTextAsync(file, "2");
        _touches.PollOnce();

        Assert.Equal(0, _touches.Watcher.Watches);
        Assert.False(_touches.Watcher.IsPolling);
        Assert.False(_touches.WasTouched(file));
        Assert.Throws<ObjectDisposedException>(() => _touches.Watcher.Add(file));
        _touches.Watcher.Remove(file);
        _touches.Watcher.Dispose();
    }

    [Fact]
    public async Task Many_threads_may_add_and_remove()
    {
        var files = Enumerable.Range(0, 40).Select(i => Make($"{i % 8}/{i}.js")).ToList();
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), (i, _) =>
        {
            _touches.Watcher.Add(files[i % 40]);
            File.WriteAllText(files[i % 40], i.ToString(CultureInfo.InvariantCulture));
            if (i >= 40) _touches.Watcher.Remove(files[i % 40]);
            return ValueTask.CompletedTask;
        });
        foreach (var file in files) await _touches.Of(file);
    }

    // The directory is back under watch once the watcher has reported it so; a fence inside then cannot come too early.
    private async Task Reported(string watched)
    {
        await _touches.Of(watched);
        await _touches.Forget(_directory.Path);
    }

    private static async Task Until(Func<bool> fact)
    {
        var patience = Stopwatch.StartNew();
        while (!fact())
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(20), "it never came true");
            await Task.Yield();
        }
    }

    private string Make(string name)
    {
        var path = _directory.PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "1");
        return path;
    }
}
