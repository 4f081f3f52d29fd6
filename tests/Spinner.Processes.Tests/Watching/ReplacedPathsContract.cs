
namespace Spinner.Processes.Tests;

/// <summary>Paths and directories that are absent, vanish, and come back as something else.</summary>
public abstract class ReplacedPathsContract : WatchingSpecs
{
    [Fact]
    public async Task An_absent_file_is_touched_when_it_appears()
    {
        var file = Home.PathOf("later");
        Touched.Watcher.Add(file);
        await File.WriteAllTextAsync(file, "1");
        await Touched.Of(file);
        Assert.False(Touched.Watcher.IsPolling);
    }

    [Fact]
    public async Task An_absent_path_may_become_aHome()
    {
        var path = Home.PathOf("later");
        Touched.Watcher.Add(path);
        Directory.CreateDirectory(path);
        await Touched.Of(path);
        await Touched.Forget(path);
        Home.Make("later/deep/x");
        await Touched.Of(path);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AHome_removed_and_made_anew_is_watched_again(bool watchTheDirectory)
    {
        var file = Home.Make("app/main.js");
        var watched = watchTheDirectory ? Home.PathOf("app") : file;
        Touched.Watcher.Add(Home.PathOf("shares the watch of app's parent with the fences"));
        Touched.Watcher.Add(watched);

        for (var round = 0; round < 3; round++)
        {
            Directory.Delete(Home.PathOf("app"), recursive: true);
            await Touched.Of(watched);
            await Touched.Forget(Home.Path);
            Home.Make("app/main.js");
            await Reported(watched);
            await Touched.Forget(Home.PathOf("app"));

            await File.WriteAllTextAsync(file, "new");
            await Touched.Of(watched);
            await Touched.Forget(Home.PathOf("app"));
            Assert.False(Touched.Watcher.IsPolling);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AHome_swapped_by_renames_is_watched_again(bool watchTheDirectory)
    {
        var file = Home.Make("app/main.js");
        var watched = watchTheDirectory ? Home.PathOf("app") : file;
        Touched.Watcher.Add(Home.PathOf("shares the watch of app's parent with the fences"));
        Touched.Watcher.Add(watched);

        for (var round = 0; round < 3; round++)
        {
            Home.Make("new/main.js");
            Directory.Move(Home.PathOf("app"), Home.PathOf("old" + round));
            Directory.Move(Home.PathOf("new"), Home.PathOf("app"));
            await Touched.Of(watched);
            await Reported(watched);
            await Touched.Forget(Home.PathOf("app"));
            await File.WriteAllTextAsync(file, "2");
            await Touched.Of(watched);
            await Touched.Forget(Home.PathOf("app"));
        }
    }

    [Fact]
    public async Task A_path_whoseHome_is_absent_is_polled_until_it_is_there()
    {
        var file = Home.PathOf("a", "b", "main.js");
        Touched.Watcher.Add(file);
        Assert.True(Touched.Watcher.IsPolling);
        Home.Make("a/b/main.js");
        await Touched.PollOnceAsync();
        Assert.True(Touched.WasTouched(file));
        Assert.False(Touched.Watcher.IsPolling);
        Assert.Empty(Touched.Notices);

        await Touched.Forget(Home.PathOf("a", "b"));
        await File.WriteAllTextAsync(file, "2");
        await Touched.Of(file);
    }

    [Fact]
    public async Task A_tree_removed_altogether_is_watched_again_when_it_is_back()
    {
        string[] files = [Home.Make("app/src/a.js"), Home.Make("app/lib/b.js")];
        Array.ForEach(files, Touched.Watcher.Add);
        Directory.Delete(Home.PathOf("app"), recursive: true);
        foreach (var file in files) await Touched.Of(file);
        foreach (var directory in new[] { "src", "lib" })
            Home.Make($"app/{directory}/{(directory == "src" ? "a.js" : "b.js")}");

        // Whether the events of the removal were all seen by then or not: a poll later everything is watched.
        for (var polls = 0; Touched.Watcher.IsPolling && polls < 1000; polls++) await Touched.PollOnceAsync();
        Assert.False(Touched.Watcher.IsPolling);
        foreach (var file in files)
        {
            await Touched.Forget(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, "2");
            await Touched.Of(file);
        }
    }

    // The directory is back under watch once the watcher has reported it so; a fence inside then cannot come too early.
    private async Task Reported(string watched)
    {
        await Touched.Of(watched);
        await Touched.Forget(Home.Path);
    }
}
