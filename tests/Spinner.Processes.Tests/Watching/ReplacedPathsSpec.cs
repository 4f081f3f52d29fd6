using Spinner.Tests;

namespace Spinner.Processes.Tests;

/// <summary>Paths and directories that are absent, vanish, and come back as something else.</summary>
public sealed class ReplacedPathsSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly Touches _touches = new();

    public void Dispose()
    {
        _touches.Dispose();
        _directory.Dispose();
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
        _directory.Make("later/deep/x");
        await _touches.Of(path);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_directory_removed_and_made_anew_is_watched_again(bool watchTheDirectory)
    {
        var file = _directory.Make("app/main.js");
        var watched = watchTheDirectory ? _directory.PathOf("app") : file;
        _touches.Watcher.Add(_directory.PathOf("shares the watch of app's parent with the fences"));
        _touches.Watcher.Add(watched);

        for (var round = 0; round < 3; round++)
        {
            Directory.Delete(_directory.PathOf("app"), recursive: true);
            await _touches.Of(watched);
            await _touches.Forget(_directory.Path);
            _directory.Make("app/main.js");
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
        var file = _directory.Make("app/main.js");
        var watched = watchTheDirectory ? _directory.PathOf("app") : file;
        _touches.Watcher.Add(_directory.PathOf("shares the watch of app's parent with the fences"));
        _touches.Watcher.Add(watched);

        for (var round = 0; round < 3; round++)
        {
            _directory.Make("new/main.js");
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
        _directory.Make("a/b/main.js");
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
        string[] files = [_directory.Make("app/src/a.js"), _directory.Make("app/lib/b.js")];
        Array.ForEach(files, _touches.Watcher.Add);
        Directory.Delete(_directory.PathOf("app"), recursive: true);
        foreach (var file in files) await _touches.Of(file);
        foreach (var directory in new[] { "src", "lib" })
            _directory.Make($"app/{directory}/{(directory == "src" ? "a.js" : "b.js")}");

        // Whether the events of the removal were all seen by then or not: a poll later everything is watched.
        await Eventually.HoldsAsync(
            () =>
            {
                _touches.PollOnce();
                return !_touches.Watcher.IsPolling;
            },
            "everything is watched");
        foreach (var file in files)
        {
            await _touches.Forget(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, "2");
            await _touches.Of(file);
        }
    }

    // The directory is back under watch once the watcher has reported it so; a fence inside then cannot come too early.
    private async Task Reported(string watched)
    {
        await _touches.Of(watched);
        await _touches.Forget(_directory.Path);
    }
}
