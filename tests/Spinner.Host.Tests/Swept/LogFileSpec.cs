using System.Text;
using Spinner.Host.Logs;
using Spinner.Processes;

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
        await using var log = Log();
        await WriteAsync(log, "before\n");
        System.IO.File.Delete(File);

        await WriteAsync(log, "after\n");

        Assert.Equal("after\n", await System.IO.File.ReadAllTextAsync(File));
        Assert.Equal(["after"], await ReadAsync(log));
    }

    [Fact]
    public async Task Renamed_it_goes_on_at_its_path()
    {
        await using var log = Log();
        await WriteAsync(log, "before\n");
        System.IO.File.Move(File, File + ".old");

        await WriteAsync(log, "after\n");

        Assert.Equal("before\n", await System.IO.File.ReadAllTextAsync(File + ".old"));
        Assert.Equal("after\n", await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task Replaced_it_goes_on_in_the_file_that_is_there_now()
    {
        await using var log = Log();
        await WriteAsync(log, "before\n");
        System.IO.File.Move(File, File + ".old");
        await System.IO.File.WriteAllTextAsync(File, "made by logrotate\n");

        await WriteAsync(log, "after\n");

        Assert.Equal("made by logrotate\nafter\n", await System.IO.File.ReadAllTextAsync(File));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Truncated_it_goes_on_at_its_end_without_a_hole(int left)
    {
        await using var log = Log();
        await WriteAsync(log, "a1\nbefore\n");
        await using (var file = new FileStream(File, FileMode.Open)) file.SetLength(left);

        await WriteAsync(log, "after\n");

        Assert.Equal("a1\n"[..left] + "after\n", await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task Its_directory_is_made_again()
    {
        await using var log = Log();
        await WriteAsync(log, "before\n");
        Directory.Delete(_directory.PathOf("logs"), recursive: true);

        await WriteAsync(log, "after\n");

        Assert.Equal("after\n", await System.IO.File.ReadAllTextAsync(File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("remove")]
    [InlineData("rename")]
    [InlineData("truncate")]
    public async Task A_follower_goes_on_over_it_and_misses_nothing(string sweep)
    {
        await using var log = Log();
        await WriteAsync(log, "a line that is longer than the next\n");
        await using var lines = LogReader.ReadAsync(log, 1, follow: true, CancellationToken.None, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await lines.MoveNextAsync());

        switch (sweep)
        {
            case "remove": System.IO.File.Delete(File); break;
            case "rename": System.IO.File.Move(File, File + ".old"); break;
            default: await System.IO.File.WriteAllTextAsync(File, ""); break;
        }

        foreach (var expected in new[] { "one", "two" })
        {
            await WriteAsync(log, expected + "\n");
            Assert.True(await lines.MoveNextAsync());
            Assert.Equal(expected, lines.Current.Text);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task What_was_written_beyond_the_place_of_a_reader_after_a_truncation_is_read_from_its_beginning()
    {
        await using var log = Log();
        await WriteAsync(log, "short\n");
        await using var lines = LogReader.ReadAsync(log, 1, follow: true, CancellationToken.None, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await lines.MoveNextAsync());
        await System.IO.File.WriteAllTextAsync(File, "");

        await WriteAsync(log, "a line that is longer than the first\n");

        Assert.True(await lines.MoveNextAsync());
        Assert.Equal("a line that is longer than the first", lines.Current.Text);
    }

    [Theory]
    [InlineData("link")]
    [InlineData("directory")]
    public async Task What_is_no_plain_file_of_ours_is_not_written_and_that_is_told(string what)
    {
        await using var log = Log();
        Directory.CreateDirectory(_directory.PathOf("logs"));
        await System.IO.File.WriteAllTextAsync(_directory.PathOf("precious"), "precious\n");
        if (what == "link") System.IO.File.CreateSymbolicLink(File, _directory.PathOf("precious"));
        else Directory.CreateDirectory(File);

        await WriteAsync(log, "lost\n");

        Assert.Equal("precious\n", await System.IO.File.ReadAllTextAsync(_directory.PathOf("precious")));
        Assert.Contains(File, Assert.Single(_notes), StringComparison.Ordinal);
        if (what == "link") System.IO.File.Delete(File);
        else Directory.Delete(File);
        await WriteAsync(log, "kept\n");
        Assert.Equal("kept\n", await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task A_directory_that_others_may_write_in_is_refused()
    {
        await using var log = Log();
        Directory.CreateDirectory(_directory.PathOf("logs"));
        System.IO.File.SetUnixFileMode(_directory.PathOf("logs"), (UnixFileMode)0x1FF);

        await WriteAsync(log, "lost\n");

        Assert.Contains("may be written by other users", Assert.Single(_notes), StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task The_last_line_of_a_launch_is_ended_before_the_first_of_the_next()
    {
        await using var log = Log();
        await WriteAsync(log, "done, no newline");
        ((ILaunchOutput)log).EndLaunch();
        ((ILaunchOutput)log).EndLaunch();
        await WriteAsync(log, "up\n");

        Assert.Equal("done, no newline\nup\n", await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task The_last_line_of_a_daemon_before_is_ended_too()
    {
        Directory.CreateDirectory(_directory.PathOf("logs"));
        await System.IO.File.WriteAllTextAsync(File, "killed in the midd");
        await using var log = Log();

        await WriteAsync(log, "up\n");

        Assert.Equal("killed in the midd\nup\n", await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task A_line_is_cut_between_characters()
    {
        await using var log = Log();
        // 64 KiB are no whole number of three bytes.
        var text = string.Concat(Enumerable.Repeat("日", 50_000));
        await WriteAsync(log, text + "\n");

        var lines = await ReadAsync(log);

        Assert.Equal(text, string.Concat(lines));
        Assert.True(lines.Count > 1);
    }

    public void Dispose() => _directory.Dispose();

    private ChildLog Log() => new(File, 1_000_000, 3, null, _notes.Add);

    private static ValueTask WriteAsync(ChildLog log, string text) => log.WriteAsync(Encoding.UTF8.GetBytes(text));

    private static async Task<List<string>> ReadAsync(ChildLog log)
    {
        var lines = new List<string>();
        await foreach (var line in LogReader.ReadAsync(log, 100, follow: false, CancellationToken.None, CancellationToken.None)) lines.Add(line.Text);
        return lines;
    }
}
