namespace Spinner.Processes.Tests;

/// <summary>Every way a program is known to save a file, three times in a row: the second and third show whether the watch outlived the first.</summary>
public abstract class EditorWritesContract : WatchingSpecs
{
    public static TheoryData<string> Ways => [.. Writes.Keys];

    private static Dictionary<string, Action<string, string>> Writes { get; } = new()
    {
        ["in place"] = File.WriteAllText,
        ["append"] = File.AppendAllText,
        ["written beside and renamed over"] = (path, text) =>
        {
            File.WriteAllText(path + ".tmp", text);
            File.Move(path + ".tmp", path, overwrite: true);
        },
        ["vim: backup, write, remove backup"] = (path, text) =>
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(path)!, "4913"), "");
            File.Delete(Path.Combine(Path.GetDirectoryName(path)!, "4913"));
            File.Move(path, path + "~");
            File.WriteAllText(path, text);
            File.Delete(path + "~");
        },
        ["moved in from another directory"] = (path, text) =>
        {
            var other = Directory.CreateTempSubdirectory("spin-other-").FullName;
            File.WriteAllText(Path.Combine(other, "x"), text);
            File.Move(Path.Combine(other, "x"), path, overwrite: true);
            Directory.Delete(other);
        },
        ["deleted and created"] = (path, text) =>
        {
            File.Delete(path);
            File.WriteAllText(path, text);
        },
        ["in many chunks"] = (path, text) =>
        {
            using var file = File.Create(path);
            for (var i = 0; i < 80; i++) file.Write(new byte[64 * 1024]);
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
        },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public Task A_saved_file_is_touched(string way) => Saves(way, Home.PathOf("app.js"), Home.PathOf("app.js"));

    [Theory]
    [MemberData(nameof(Ways))]
    public Task AHome_with_a_saved_file_is_touched(string way) => Saves(way, Home.PathOf("app.js"), Home.Path);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task AHome_with_a_file_saved_deeper_is_touched(string way)
    {
        Directory.CreateDirectory(Home.PathOf("src", "deep"));
        await Saves(way, Home.PathOf("src", "deep", "app.js"), Home.Path);
    }

    [Fact]
    public async Task AHome_made_and_filled_at_once_is_touched()
    {
        Touched.Watcher.Add(Home.Path);
        Directory.CreateDirectory(Home.PathOf("a", "b", "c"));
        await File.WriteAllTextAsync(Home.PathOf("a", "b", "c", "x"), "1");
        await Touched.Of(Home.Path);

        await Touched.Forget(Home.Path);
        await File.WriteAllTextAsync(Home.PathOf("a", "b", "c", "x"), "2");
        await Touched.Of(Home.Path);
    }

    [Fact]
    public async Task A_touch_without_a_change_leaves_the_fingerprint_equal()
    {
        var file = Home.PathOf("app.js");
        await File.WriteAllTextAsync(file, "1");
        Touched.Watcher.Add(file);
        var before = Fingerprint.TryCompute(file);

        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        await Touched.Of(file);

        Assert.Equal(before, Fingerprint.TryCompute(file));
    }

    private async Task Saves(string way, string file, string watched)
    {
        await File.WriteAllTextAsync(file, "0");
        Touched.Watcher.Add(watched);
        for (var save = 1; save <= 3; save++)
        {
            await Touched.Forget(Path.GetDirectoryName(watched == file ? file : watched + "/")!);
            var before = Fingerprint.TryCompute(watched);
            Writes[way](file, $"save {save}");
            await Touched.Of(watched);
            Assert.NotEqual(before, Fingerprint.TryCompute(watched));
        }

        Assert.False(Touched.Watcher.IsPolling);
        Assert.Empty(Touched.Notices);
    }
}
