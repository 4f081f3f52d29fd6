using System.Diagnostics;

namespace Spinner.Processes.Tests;

public sealed class FingerprintSpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(UnixFileMode.UserExecute, true)]
    [InlineData(UnixFileMode.GroupRead, false)]
    public void Whether_a_file_may_be_executed_counts(UnixFileMode added, bool counts)
    {
        using var directory = new TempDirectory();
        var file = directory.Make("tool");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var (before, all) = (Fingerprint.TryCompute(file), Fingerprint.TryCompute(directory.Path));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | added);
        Assert.Equal(counts, !before!.Equals(Fingerprint.TryCompute(file)));
        Assert.Equal(counts, !all!.Equals(Fingerprint.TryCompute(directory.Path)));
    }

    [Fact]
    public void An_absent_path_has_none() => Assert.Null(Fingerprint.TryCompute(_directory.PathOf("absent")));

    [Fact]
    public void A_file_counts_by_its_content()
    {
        var file = _directory.Make("a", "1");
        var before = Fingerprint.TryCompute(file);
        _directory.Make("a", "2");
        var between = Fingerprint.TryCompute(file);
        _directory.Make("a", "1");

        Assert.NotEqual(before, between);
        Assert.Equal(before, Fingerprint.TryCompute(file));
        Assert.Equal(before!.GetHashCode(), Fingerprint.TryCompute(file)!.GetHashCode());
    }

    [Theory]
    [InlineData("src/new.js", false)]
    [InlineData(".env", false)]
    [InlineData(".git/HEAD", true)]
    [InlineData("src/.cache/x", true)]
    [InlineData("node_modules/x/index.js", true)]
    [InlineData("src/.main.js.swp", true)]
    [InlineData("src/4913", true)]
    [InlineData("src/main.js~", true)]
    [InlineData("src/.#main.js", true)]
    [InlineData("src/#main.js#", true)]
    public void A_directory_counts_what_an_author_would_call_its_files(string name, bool ignored)
    {
        _directory.Make("src/main.js", "1");
        var before = Fingerprint.TryCompute(_directory.Path);
        _directory.Make(name, "1");
        Assert.Equal(ignored, before!.Equals(Fingerprint.TryCompute(_directory.Path)));
    }

    [Fact]
    public void A_directory_counts_names_and_contents()
    {
        var (a, b) = (_directory.Make("a", "1"), _directory.Make("b", "2"));
        var before = Fingerprint.TryCompute(_directory.Path);
        File.Move(a, a + ".tmp");
        File.Move(b, a);
        File.Move(a + ".tmp", b);
        Assert.NotEqual(before, Fingerprint.TryCompute(_directory.Path));

        _directory.Make("a", "1");
        _directory.Make("b", "2");
        Assert.Equal(before, Fingerprint.TryCompute(_directory.Path));
        File.Delete(b);
        Assert.NotEqual(before, Fingerprint.TryCompute(_directory.Path));
    }

    [Fact]
    public void A_big_file_counts_by_length_and_time()
    {
        var file = _directory.PathOf("big");
        using (var stream = File.Create(file)) stream.SetLength(16 * 1024 * 1024);
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        var before = Fingerprint.TryCompute(file);
        Assert.Equal(before, Fingerprint.TryCompute(file));
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddSeconds(1));
        Assert.NotEqual(before, Fingerprint.TryCompute(file));
    }

    [Fact]
    public void Loops_of_links_end()
    {
        _directory.Make("src/main.js", "1");
        Directory.CreateSymbolicLink(_directory.PathOf("src", "up"), "..");
        File.CreateSymbolicLink(_directory.PathOf("self"), "self");
        var before = Fingerprint.TryCompute(_directory.Path);
        Assert.NotNull(before);
        Assert.Equal(before, Fingerprint.TryCompute(_directory.Path));
        Assert.Null(Fingerprint.TryCompute(_directory.PathOf("self")));
    }

    [Fact]
    public void A_link_to_a_file_counts_by_that_file_and_one_to_a_directory_by_its_target()
    {
        using var elsewhere = new TempDirectory();
        File.WriteAllText(elsewhere.PathOf("x"), "1");
        File.CreateSymbolicLink(_directory.PathOf("file"), elsewhere.PathOf("x"));
        Directory.CreateSymbolicLink(_directory.PathOf("dir"), elsewhere.Path);
        var before = Fingerprint.TryCompute(_directory.Path);
        File.WriteAllText(elsewhere.PathOf("y"), "1");
        Assert.Equal(before, Fingerprint.TryCompute(_directory.Path));

        File.WriteAllText(elsewhere.PathOf("x"), "2");
        var changed = Fingerprint.TryCompute(_directory.Path);
        Assert.NotEqual(before, changed);

        File.Delete(_directory.PathOf("dir"));
        Directory.CreateSymbolicLink(_directory.PathOf("dir"), _directory.Path);
        Assert.NotEqual(changed, Fingerprint.TryCompute(_directory.Path));
    }

    [Fact]
    public void A_named_pipe_does_not_block()
    {
        using (var make = Process.Start("mkfifo", _directory.PathOf("pipe"))) Assert.True(make.WaitForExit(TimeSpan.FromSeconds(10)));
        Assert.NotNull(Fingerprint.TryCompute(_directory.Path));
        Assert.NotNull(Fingerprint.TryCompute(_directory.PathOf("pipe")));
    }

    [Fact]
    public void A_file_that_cannot_be_read_counts_by_its_time()
    {
        var file = _directory.Make("locked", "1");
        using (File.Open(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var before = Fingerprint.TryCompute(file);
            Assert.Equal(before, Fingerprint.TryCompute(file));
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
            Assert.NotEqual(before, Fingerprint.TryCompute(file));
        }
    }

    [Fact]
    public async Task Files_that_come_and_go_meanwhile_do_no_harm()
    {
        using var stop = new CancellationTokenSource();
        var churn = Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                Directory.CreateDirectory(_directory.PathOf($"d{i % 7}"));
                File.WriteAllText(_directory.PathOf($"d{i % 7}", $"f{i % 5}"), "x");
                if (i % 3 == 0) Directory.Delete(_directory.PathOf($"d{i % 7}"), recursive: true);
            }
        });
        for (var i = 0; i < 300; i++) Assert.NotNull(Fingerprint.TryCompute(_directory.Path));
        await stop.CancelAsync();
        await churn;
    }
}
