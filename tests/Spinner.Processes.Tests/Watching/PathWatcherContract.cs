using System.Globalization;

namespace Spinner.Processes.Tests;

/// <summary>Who is touched, and who is not.</summary>
public abstract class PathWatcherContract : WatchingSpecs
{
    [Fact]
    public async Task Only_the_paths_that_changed_are_touched()
    {
        var (one, other) = (Home.Make("one"), Home.Make("other"));
        Touched.Watcher.Add(one);
        Touched.Watcher.Add(other);

        await File.WriteAllTextAsync(one, "2");
        await Touched.Forget(Home.Path);
        await File.WriteAllTextAsync(other, "2");
        await Touched.Of(other);

        Assert.False(Touched.WasTouched(one));
    }

    [Theory]
    [InlineData(".git/index")]
    [InlineData("node_modules/left-pad/index.js")]
    [InlineData("src/.main.js.swp")]
    [InlineData("src/main.js~")]
    [InlineData("src/4913")]
    [InlineData("src/.#main.js")]
    public async Task What_is_no_part_of_the_program_does_not_touch_itsHome(string name)
    {
        Home.Make(".git/x");
        Home.Make("node_modules/left-pad/x");
        Home.Make("src/x");
        Touched.Watcher.Add(Home.Path);
        Home.Make(name);
        await File.WriteAllTextAsync(Home.PathOf(name), "2");

        var fence = Home.PathOf("fence~");
        Touched.Watcher.Add(fence);
        await File.WriteAllTextAsync(fence, "");
        await Touched.Of(fence);
        Assert.False(Touched.WasTouched(Home.Path));
    }

    [Fact]
    public async Task A_file_that_may_be_executed_now_is_touched()
    {
        var file = Home.Make("tool");
        Touched.Watcher.Add(file);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await Touched.Of(file);
    }

    [Fact]
    public async Task A_dot_fileTouched_itsHome()
    {
        Touched.Watcher.Add(Home.Path);
        Home.Make(".env");
        await Touched.Of(Home.Path);
    }

    [Fact]
    public async Task A_path_added_twice_is_watched_until_it_is_removed_twice()
    {
        var file = Home.Make("main.js");
        Touched.Watcher.Add(file);
        Touched.Watcher.Add(file);
        Touched.Watcher.Remove(file);
        await File.WriteAllTextAsync(file, "2");
        await Touched.Of(file);

        Touched.Watcher.Remove(file);
        Touched.Watcher.Remove(file);
        Assert.Equal(0, Touched.Watcher.Watches);
    }

    [Fact]
    public async Task Lost_events_touch_everything_below_and_the_watch_goes_on()
    {
        var (quiet, loud, loud2) = (Home.Make("quiet"), Home.Make("loud"), Home.Make("loud2"));
        using var gate = new ManualResetEventSlim();
        Touched.OnTouch = path =>
        {
            if (path == loud) gate.Wait(TimeSpan.FromSeconds(30));
        };
        foreach (var path in new[] { quiet, loud }) Touched.Watcher.Add(path);

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
        await Touched.Of(quiet);
        await Touched.Forget(Home.Path);
        await File.WriteAllTextAsync(quiet, "2");
        await Touched.Of(quiet);
        Assert.Empty(Touched.Notices);
    }

    [Fact]
    public async Task Nothing_is_watched_or_polled_after_Dispose()
    {
        var file = Home.Make("main.js");
        Touched.Watcher.Add(file);
        Touched.Watcher.Add(Home.PathOf("absent", "x"));
        Touched.Watcher.Dispose();
        await File.WriteAllTextAsync(file, "2");
        await Touched.PollOnceAsync();

        Assert.Equal(0, Touched.Watcher.Watches);
        Assert.False(Touched.Watcher.IsPolling);
        Assert.False(Touched.WasTouched(file));
        Assert.Throws<ObjectDisposedException>(() => Touched.Watcher.Add(file));
        Touched.Watcher.Remove(file);
        Touched.Watcher.Dispose();
    }

    [Fact]
    public async Task Many_threads_may_add_and_remove()
    {
        var files = Enumerable.Range(0, 40).Select(i => Home.Make($"{i % 8}/{i}.js")).ToList();
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), (i, _) =>
        {
            Touched.Watcher.Add(files[i % 40]);
            File.WriteAllText(files[i % 40], i.ToString(CultureInfo.InvariantCulture));
            if (i >= 40) Touched.Watcher.Remove(files[i % 40]);
            return ValueTask.CompletedTask;
        });
        foreach (var file in files) await Touched.Of(file);
    }
}
