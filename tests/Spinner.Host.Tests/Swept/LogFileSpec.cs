using Spinner.Control.Logs;

namespace Spinner.Host.Tests.Swept;

/// <summary>A log is the file its path names, whatever somebody does to it.</summary>
public sealed class LogFileSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly List<string> _notes = [];

    private string File => _directory.PathOf("logs", "web.log");

    [Fact]
    public async Task Removed_it_is_made_again()
    {
        using var log = Log();
        await log.WriteAsync("before\n");
        System.IO.File.Delete(File);

        await log.WriteAsync("after\n");

        Assert.Equal("after\n", LogFacts.Unstamped(File));
        Assert.Equal(["after"], await log.TextsAsync(new LogSelection { Tail = 100 }));
    }

    [Fact]
    public async Task Renamed_it_goes_on_at_its_path()
    {
        using var log = Log();
        await log.WriteAsync("before\n");
        System.IO.File.Move(File, File + ".old");

        await log.WriteAsync("after\n");

        Assert.Equal("before\n", LogFacts.Unstamped(File + ".old"));
        Assert.Equal("after\n", LogFacts.Unstamped(File));
    }

    [Fact]
    public async Task Replaced_it_goes_on_in_the_file_that_is_there_now()
    {
        using var log = Log();
        await log.WriteAsync("before\n");
        System.IO.File.Move(File, File + ".old");
        await System.IO.File.WriteAllTextAsync(File, "made by logrotate\n");

        await log.WriteAsync("after\n");

        Assert.Equal("made by logrotate\nafter\n", LogFacts.Unstamped(File, "made by logrotate\n"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Truncated_it_goes_on_at_its_end_without_a_hole(int left)
    {
        using var log = Log();
        await log.WriteAsync("a1\nbefore\n");
        await using (var file = new FileStream(File, FileMode.Open)) file.SetLength(left * (LogFacts.Stamp + 3));

        await log.WriteAsync("after\n");

        Assert.Equal("a1\n"[..(3 * left)] + "after\n", LogFacts.Unstamped(File));
    }

    [Fact]
    public async Task Its_directory_is_made_again()
    {
        using var log = Log();
        await log.WriteAsync("before\n");
        Directory.Delete(_directory.PathOf("logs"), recursive: true);

        await log.WriteAsync("after\n");

        Assert.Equal("after\n", LogFacts.Unstamped(File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("remove")]
    [InlineData("rename")]
    [InlineData("truncate")]
    public async Task A_follower_goes_on_over_it_and_misses_nothing(string sweep)
    {
        using var log = Log();
        await log.WriteAsync("a line that is longer than the next\n");
        await using var lines = LogReader.ReadAsync(log, new LogSelection { Tail = 1, Follow = true }, CancellationToken.None, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await lines.MoveNextAsync());

        switch (sweep)
        {
            case "remove": System.IO.File.Delete(File); break;
            case "rename": System.IO.File.Move(File, File + ".old"); break;
            default: await System.IO.File.WriteAllTextAsync(File, ""); break;
        }

        foreach (var expected in new[] { "one", "two" })
        {
            await log.WriteAsync(expected + "\n");
            Assert.True(await lines.MoveNextAsync());
            Assert.Equal(expected, lines.Current.Text);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task What_was_written_beyond_the_place_of_a_reader_after_a_truncation_is_read_from_its_beginning()
    {
        using var log = Log();
        await log.WriteAsync("short\n");
        await using var lines = LogReader.ReadAsync(log, new LogSelection { Tail = 1, Follow = true }, CancellationToken.None, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await lines.MoveNextAsync());
        await System.IO.File.WriteAllTextAsync(File, "");

        await log.WriteAsync("a line that is longer than the first\n");

        Assert.True(await lines.MoveNextAsync());
        Assert.Equal("a line that is longer than the first", lines.Current.Text);
    }

    [Theory]
    [InlineData("link")]
    [InlineData("directory")]
    public async Task What_is_no_plain_file_of_ours_is_not_written_and_that_is_told(string what)
    {
        using var log = Log();
        Directory.CreateDirectory(_directory.PathOf("logs"));
        await System.IO.File.WriteAllTextAsync(_directory.PathOf("precious"), "precious\n");
        if (what == "link") System.IO.File.CreateSymbolicLink(File, _directory.PathOf("precious"));
        else Directory.CreateDirectory(File);

        await log.WriteAsync("lost\n");

        Assert.Equal("precious\n", await System.IO.File.ReadAllTextAsync(_directory.PathOf("precious")));
        Assert.Contains(File, Assert.Single(_notes), StringComparison.Ordinal);
        if (what == "link") System.IO.File.Delete(File);
        else Directory.Delete(File);
        await log.WriteAsync("kept\n");
        Assert.Equal("kept\n", LogFacts.Unstamped(File));
    }

    [Fact]
    public async Task A_directory_that_others_may_write_in_is_refused()
    {
        using var log = Log();
        Directory.CreateDirectory(_directory.PathOf("logs"));
        System.IO.File.SetUnixFileMode(_directory.PathOf("logs"), (UnixFileMode)0x1FF);

        await log.WriteAsync("lost\n");

        Assert.Contains("may be written by other users", Assert.Single(_notes), StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task The_last_line_of_a_launch_is_ended_before_the_first_of_the_next()
    {
        using var log = Log();
        await log.WriteAsync("done, no newline");
        log.Stdout.EndLaunch();
        log.Stdout.EndLaunch();
        await log.WriteAsync("up\n");

        Assert.Equal("done, no newline\nup\n", LogFacts.Unstamped(File));
    }

    [Fact]
    public async Task The_last_line_of_a_daemon_before_is_ended_too()
    {
        Directory.CreateDirectory(_directory.PathOf("logs"));
        await System.IO.File.WriteAllTextAsync(File, "killed in the midd");
        using var log = Log();

        await log.WriteAsync("up\n");

        Assert.Equal("killed in the midd\nup\n", LogFacts.Unstamped(File, "killed in the midd\n"));
    }

    [Fact]
    public async Task A_line_is_cut_between_characters()
    {
        using var log = Log();
        // 64 KiB are no whole number of three bytes.
        var text = string.Concat(Enumerable.Repeat("日", 50_000));
        await log.WriteAsync(text + "\n");

        var lines = await log.TextsAsync(new LogSelection { Tail = 100 });

        Assert.Equal(text, string.Concat(lines));
        Assert.True(lines.Count > 1);
    }

    public void Dispose() => _directory.Dispose();

    private ChildLog Log() => LogFacts.Create(File, 1_000_000, 3, _notes.Add);
}
