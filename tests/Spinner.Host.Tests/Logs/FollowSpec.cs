using System.Globalization;
using Spinner.Control.Logs;

namespace Spinner.Host.Tests.Logs;

public sealed class FollowSpec : IDisposable
{
    // Of the child's own bytes 256, in lines of 8 and less.
    private const int FileBytes = 256 / 8 * (8 + LogFacts.Stamp);

    private readonly TempDirectory _directory = new();

    [Fact(Timeout = 60_000)]
    public async Task A_reader_follows_over_rotation_and_misses_nothing()
    {
        using var log = Log(files: 100);
        using var end = new CancellationTokenSource();
        await using var lines = LogReader.ReadAsync(log, new LogSelection { Tail = 0, Follow = true }, CancellationToken.None, end.Token).GetAsyncEnumerator();
        var next = lines.MoveNextAsync().AsTask();
        for (var i = 0; i < 2000; i++)
        {
            await log.WriteAsync($"line {i}\n");
            if (i % 7 != 0) continue;
            Assert.True(await next);
            Assert.Equal($"line {i / 7}", lines.Current.Text);
            next = lines.MoveNextAsync().AsTask();
        }

        for (var i = 286; i < 2000; i++)
        {
            Assert.True(await next);
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"line {i}"), lines.Current.Text);
            next = lines.MoveNextAsync().AsTask();
        }

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_reader_that_is_too_slow_is_told_what_is_gone()
    {
        using var log = Log(files: 3);
        await log.WriteAsync("line 0\n");
        using var end = new CancellationTokenSource();
        await using var lines = LogReader.ReadAsync(log, new LogSelection { Tail = 1, Follow = true }, CancellationToken.None, end.Token).GetAsyncEnumerator();
        Assert.True(await lines.MoveNextAsync());
        for (var i = 1; i < 1000; i++) await log.WriteAsync($"line {i}\n");

        // What it has open it reads to its end; then comes the gap, once, and after it every line that is left.
        var (at, gaps) = (0, 0);
        while (at < 999)
        {
            Assert.True(await lines.MoveNextAsync());
            if (lines.Current.IsMissed)
            {
                gaps++;
                continue;
            }

            var number = int.Parse(lines.Current.Text["line ".Length..], CultureInfo.InvariantCulture);
            Assert.True(number == at + 1 || (gaps == 1 && number > at), lines.Current.Text);
            at = number;
        }

        Assert.Equal(1, gaps);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(60)]
    public async Task The_tail_goes_back_over_files(int tail)
    {
        using var log = Log(files: 5);
        for (var i = 0; i < 100; i++) await log.WriteAsync($"line {i}\n");
        var lines = await log.TextsAsync(new LogSelection { Tail = tail });
        Assert.Equal(Enumerable.Range(100 - tail, tail).Select(i => $"line {i}"), lines);
    }

    [Fact]
    public async Task Nothing_grows_beyond_its_bound()
    {
        using var log = Log(files: 3);
        for (var i = 0; i < 1000; i++) await log.WriteAsync($"line {i}\n");
        await log.WriteAsync(new string('x', 10_000));
        var files = Directory.GetFiles(_directory.Path);
        Assert.Equal(3, files.Length);
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 0, FileBytes));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task The_program_follows_a_child_over_its_restart()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "", "print", "hello", "bind"));
        await daemon.AskAsync(HttpMethod.Post, "/v1/children/web/start");
        using var follower = SpinnerProcess.Start(daemon.Environment, "logs", "web", "-f", "--socket", daemon.Socket);
        await Eventually.HoldsAsync(() => Count(follower.Out) == 1, "the first line is there", TimeSpan.FromSeconds(60));

        await daemon.AskAsync(HttpMethod.Post, "/v1/children/web/restart");

        await Eventually.HoldsAsync(() => Count(follower.Out) == 2, "the line of the second process is there", TimeSpan.FromSeconds(60));
        await daemon.EndAsync();
        Assert.Equal(0, await follower.EndAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_written_before_the_end_is_read_before_the_end()
    {
        using var log = Log(files: 100);
        for (var i = 0; i < 100; i++) await log.WriteAsync($"line {i}\n");
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();
        var lines = new List<string>();
        await foreach (var line in LogReader.ReadAsync(log, new LogSelection { Tail = 100, Follow = true }, ended.Token, CancellationToken.None)) lines.Add(line.Text);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"line {i}"), lines);
    }

    [Theory]
    [InlineData("web", "web.log")]
    [InlineData("../../etc/passwd", null)]
    [InlineData(".", null)]
    [InlineData("..", null)]
    [InlineData("spinner-daemon", null)]
    [InlineData("spinner-daemon_001", null)]
    public void A_name_is_never_a_path(string name, string? expected)
    {
        var file = LogPaths.FileName(name);
        Assert.Equal(file, Path.GetFileName(file));
        Assert.False(file.StartsWith('.'));
        Assert.DoesNotMatch("^spinner-daemon(_[0-9]+)?\\.log$", file);
        if (expected is not null) Assert.Equal(expected, file);
    }

    public void Dispose() => _directory.Dispose();

    private ChildLog Log(int files) => LogFacts.Create(_directory.PathOf("x.log"), FileBytes, files);

    private static int Count(string text) => text.Split('\n').Count(line => line == "hello");
}
