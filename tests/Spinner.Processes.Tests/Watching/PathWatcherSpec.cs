using System.Globalization;

namespace Spinner.Processes.Tests;

/// <summary>Who is touched, and who is not.</summary>
public sealed class PathWatcherSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly Touches _touches = new();

    public void Dispose()
    {
        _touches.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Only_the_paths_that_changed_are_touched()
    {
        var (one, other) = (_directory.Make("one"), _directory.Make("other"));
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
        _directory.Make(".git/x");
        _directory.Make("node_modules/left-pad/x");
        _directory.Make("src/x");
        _touches.Watcher.Add(_directory.Path);
        _directory.Make(name);
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
        _directory.Make(".env");
        await _touches.Of(_directory.Path);
    }

    [Fact]
    public async Task A_path_added_twice_is_watched_until_it_is_removed_twice()
    {
        var file = _directory.Make("main.js");
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
        var (quiet, loud, loud2) = (_directory.Make("quiet"), _directory.Make("loud"), _directory.Make("loud2"));
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
        var file = _directory.Make("main.js");
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
        var files = Enumerable.Range(0, 40).Select(i => _directory.Make($"{i % 8}/{i}.js")).ToList();
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), (i, _) =>
        {
            _touches.Watcher.Add(files[i % 40]);
            File.WriteAllText(files[i % 40], i.ToString(CultureInfo.InvariantCulture));
            if (i >= 40) _touches.Watcher.Remove(files[i % 40]);
            return ValueTask.CompletedTask;
        });
        foreach (var file in files) await _touches.Of(file);
    }
}
