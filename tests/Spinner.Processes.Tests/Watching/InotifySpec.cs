using System.Globalization;
using Spinner.Processes.Tests.Linux;

namespace Spinner.Processes.Tests;

/// <summary>What inotify can do that FileSystemWatcher cannot, and what the system may refuse.</summary>
public sealed class InotifySpec : WatchingSpecs
{
    private readonly Refusing _system = new();
    private readonly Lazy<LinuxEngine> _engine;

    public InotifySpec()
    {
        _engine = new Lazy<LinuxEngine>(() => new LinuxEngine(_system));
        Source = new InotifyWatch.Source(() => _engine.Value.Files);
    }

    private protected override IWatchSource Source { get; }

    public override void Dispose()
    {
        base.Dispose();
        if (_engine.IsValueCreated) _engine.Value.Dispose();
    }

    [Fact]
    public async Task A_swap_of_a_link_on_the_way_is_seen()
    {
        // As Kubernetes mounts configuration: app.yml → ..data/app.yml, ..data → a directory that is exchanged.
        Home.Make("..0/app.yml");
        Directory.CreateSymbolicLink(Home.PathOf("..data"), "..0");
        var file = Home.PathOf("app.yml");
        File.CreateSymbolicLink(file, "..data/app.yml");
        Touched.Watcher.Add(file);

        for (var round = 1; round <= 3; round++)
        {
            var real = Home.Make($"..{round}/app.yml");
            await Touched.Forget(Home.Path);
            LinkSwap.To(Home.PathOf("..data"), $"..{round}");
            await Touched.Of(file);
            await Touched.Forget(Home.PathOf($"..{round}"));
            await File.WriteAllTextAsync(real, "changed behind the link");
            await Touched.Of(file);
        }

        IsWatched();
    }

    [Fact]
    public async Task A_directory_behind_links_is_watched_wherever_they_lead()
    {
        Home.Make("releases/1/src/main.js");
        Home.Make("releases/2/src/main.js");
        Directory.CreateSymbolicLink(Home.PathOf("current"), Home.PathOf("releases", "1"));
        Directory.CreateSymbolicLink(Home.PathOf("app"), "current");
        var watched = Home.PathOf("app", "src");
        Touched.Watcher.Add(watched);
        Home.Make("releases/1/src/deep/more.js");
        await Touched.Of(watched);

        await Touched.Forget(Home.PathOf("releases", "1", "src"));
        File.Delete(Home.PathOf("current"));
        await Touched.Of(watched);
        await Touched.Forget(Home.Path);
        Directory.CreateSymbolicLink(Home.PathOf("current"), "releases/2");
        await Touched.Of(watched);

        await Touched.Forget(Home.Path);
        Home.Make("releases/2/src/more.js");
        await Touched.Of(watched);
        await Touched.Forget(Home.PathOf("releases", "2", "src"));
        Home.Make("releases/1/src/old.js");
        await Touched.Forget(Home.PathOf("releases", "2", "src"), keep: true);
        Assert.False(Touched.WasTouched(watched));
        IsWatched();
    }

    [Fact]
    public async Task A_loop_of_links_ends_and_is_seen_when_it_is_mended()
    {
        var path = Home.PathOf("a");
        File.CreateSymbolicLink(path, "b");
        File.CreateSymbolicLink(Home.PathOf("b"), "a");
        Touched.Watcher.Add(path);
        File.Delete(Home.PathOf("b"));
        await Touched.Of(path);
        await Touched.Forget(Home.Path);
        Home.Make("b");
        await Touched.Of(path);
        IsWatched();
    }

    [Fact]
    public async Task A_hundred_and_fifty_directories_cost_one_inotify_instance()
    {
        var opened = 0;
        _system.OnInotify = () =>
        {
            opened++;
            return 0;
        };
        var files = Enumerable.Range(0, 150).Select(i => Home.Make(i.ToString(CultureInfo.InvariantCulture) + "/main.js")).ToList();
        files.ForEach(Touched.Watcher.Add);
        Assert.Equal(1, opened);
        foreach (var file in files) await File.WriteAllTextAsync(file, "changed");
        foreach (var file in files) await Touched.Of(file);
        IsWatched();
    }

    [Fact]
    public async Task Directories_that_are_no_part_of_the_program_are_not_watched_at_all()
    {
        Home.Make("src/a/main.js");
        Home.Make("node_modules/x/y/z.js");
        Home.Make(".git/objects/aa");
        var added = new List<string>();
        _system.OnInotifyAdd = directory =>
        {
            lock (added) added.Add(Path.GetRelativePath(Home.Path, directory));
            return 0;
        };
        Touched.Watcher.Add(Home.Path);
        Home.Make("src/node_modules/x.js");
        Home.Make("src/b/x.js");
        await Eventually.HoldsAsync(() => Added("src/b"), "the new directory is watched");
        Assert.Equal([".", "..", "src", "src/a", "src/b"], added.Distinct().Order(StringComparer.Ordinal));

        bool Added(string directory)
        {
            lock (added) return added.Contains(directory);
        }
    }

    [Fact]
    public void What_is_told_after_the_end_of_a_watch_makes_it_watch_nothing_more()
    {
        Home.Make("old/x");
        Home.Make("new/deep/x");
        var watch = new InotifyWatch(_engine.Value.Files, Home.PathOf("old"), WatchDepth.Tree, new Nobody());
        watch.Dispose();
        Assert.Equal(0, _system.Watches);
        // Events are told by a thread of their own, to who listened when they were read.
        watch.OnEvent(new InotifyEvent(1, InotifyEvent.Create | 0x40000000, "new"), Home.Path);
        Assert.Equal(0, _system.Watches);
    }

    [Fact]
    public async Task A_renamed_directory_tells_under_its_new_name()
    {
        Home.Make("root/one/deep/x");
        Touched.Watcher.Add(Home.PathOf("root"));
        Directory.Move(Home.PathOf("root", "one"), Home.PathOf("root", "two"));
        await Touched.Of(Home.PathOf("root"));
        await Touched.Forget(Home.PathOf("root"));
        var file = Home.PathOf("root", "two", "deep", "x");
        await File.WriteAllTextAsync(file, "2");
        await Touched.Of(Home.PathOf("root"));

        // Moved to where nothing counts: silence.
        await Touched.Forget(Home.PathOf("root"));
        Directory.Move(Home.PathOf("root", "two"), Home.PathOf("root", ".two"));
        await Touched.Of(Home.PathOf("root"));
        await Touched.Forget(Home.PathOf("root"));
        await File.WriteAllTextAsync(Home.PathOf("root", ".two", "deep", "x"), "3");
        await Touched.Forget(Home.PathOf("root"), keep: true);
        Assert.False(Touched.WasTouched(Home.PathOf("root")));
    }

    [Fact]
    public async Task Without_an_inotify_instance_everything_is_looked_at_and_one_line_says_so()
    {
        _system.OnInotify = () => Refusing.Emfile;
        await IsPolledAsync("Too many open files");
    }

    [Fact]
    public async Task Without_watches_everything_is_looked_at_and_one_line_says_so()
    {
        _system.OnInotifyAdd = _ => Refusing.Enospc;
        await IsPolledAsync("No space left on device");
    }

    [Fact]
    public async Task Without_an_engine_everything_is_looked_at_and_one_line_says_so()
    {
        _system.OnEpollCreate = () => Refusing.Emfile;
        await IsPolledAsync("Too many open files");
    }

    [Fact]
    public async Task Without_a_place_in_epoll_everything_is_looked_at_and_one_line_says_so()
    {
        _ = _engine.Value;
        _system.OnWatch = _ => Refusing.Enospc;
        var file = Home.Make("main.js");
        Touched.Watcher.Add(file);
        await Touched.Of(file);
        Assert.True(Touched.Watcher.IsPolling);
        Assert.Contains("No space left on device", Assert.Single(Touched.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_comes_when_no_watch_is_left_makes_its_tree_looked_at()
    {
        Home.Make("src/main.js");
        Touched.Watcher.Add(Home.Path);
        _system.OnInotifyAdd = _ => Refusing.Enospc;
        Directory.CreateDirectory(Home.PathOf("src", "more"));
        await Touched.Of(Home.Path);
        await Eventually.HoldsAsync(() => Touched.Watcher.IsPolling, "it is looked at");
        await Touched.PollOnceAsync();
        Home.Make("src/more/x.js");
        await Touched.PollOnceAsync();
        Assert.True(Touched.WasTouched(Home.Path));
        Assert.Single(Touched.Notices);
    }

    private sealed class Nobody : IWatchObserver
    {
        public void Written(DirectoryWatch watch, string path) { }

        public void Replaced(DirectoryWatch watch, string before, string after) { }

        public void Failed(DirectoryWatch watch, Exception reason) { }
    }

    private async Task IsPolledAsync(string why)
    {
        var (file, other) = (Home.Make("main.js"), Home.Make("src/other.js"));
        Touched.Watcher.Add(file);
        Touched.Watcher.Add(other);
        Assert.True(Touched.Watcher.IsPolling);
        Assert.Contains(why, Assert.Single(Touched.Notices), StringComparison.Ordinal);
        await File.WriteAllTextAsync(other, "changed");
        await Touched.PollOnceAsync();
        Assert.True(Touched.WasTouched(other));
        Assert.False(Touched.WasTouched(file));
    }

    private void IsWatched()
    {
        Assert.False(Touched.Watcher.IsPolling);
        Assert.Empty(Touched.Notices);
    }
}
