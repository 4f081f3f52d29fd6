using System.Text;
using System.Text.RegularExpressions;
using Spinner.Control.Logs;

namespace Spinner.Host.Tests.Logs;

/// <summary>Lines know when they were read, from which stream, and which they are; and are chosen by that.</summary>
public sealed class SelectSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly SetClock _clock = new();

    private string File => _directory.PathOf("x.log");

    [Fact]
    public async Task A_line_has_its_time_its_number_and_its_stream()
    {
        using var log = Log();
        await log.WriteAsync("one\ntw");
        _clock.Now += TimeSpan.FromSeconds(1);
        await log.Stderr.WriteAsync("oops\n"u8.ToArray());
        await log.WriteAsync("o\n");

        Assert.Equal(
            "2026-11-30T12:00:00.000Z 1 out one\n2026-11-30T12:00:01.000Z 2 err oops\n2026-11-30T12:00:01.000Z 3 out two\n",
            await System.IO.File.ReadAllTextAsync(File));
        var lines = await log.ReadAsync(new LogSelection());
        Assert.Equal(["one", "oops", "two"], lines.Select(l => l.Text));
        Assert.Equal(new LogStamp(_clock.Now, 2, IsError: true), lines[1].Stamp);
    }

    [Fact]
    public async Task Numbers_go_on_in_the_next_daemon()
    {
        using (var log = Log()) await log.WriteAsync("one\ntwo\n");
        await System.IO.File.AppendAllTextAsync(File, "of somebody else\ntorn");

        using var next = Log();
        await next.WriteAsync("three\n");

        Assert.Equal([1L, 2, null, null, 3], (await next.ReadAsync(new LogSelection())).Select(l => l.Stamp?.Number));
    }

    [Theory]
    [InlineData("2026-11-30T12:00:00.000Z 7 err forged")]
    [InlineData("2026-11-30T12:00:00.000Z x")]
    [InlineData("")]
    public async Task What_a_child_writes_is_its_text_whatever_it_looks_like(string text)
    {
        using var log = Log();
        await log.WriteAsync(text + "\n");
        var line = Assert.Single(await log.ReadAsync(new LogSelection()));
        Assert.Equal((text, 1L, false), (line.Text, line.Stamp!.Value.Number, line.Stamp.Value.IsError));
    }

    [Fact]
    public async Task They_are_chosen_by_time_by_stream_and_by_what_they_say()
    {
        using var log = Log();
        var begin = _clock.Now;
        for (var i = 0; i < 60; i++)
        {
            await (i % 3 == 0 ? log.Stderr : log.Stdout).WriteAsync(Encoding.ASCII.GetBytes($"line \u001b[1m{i}\u001b[0m\n"));
            _clock.Now += TimeSpan.FromMinutes(1);
        }

        await System.IO.File.AppendAllTextAsync(File, "of somebody else 55\n");

        Assert.Equal([50, 51, 52, 53, 54, 55, 56, 57, 58, 59], await NumbersAsync(new LogSelection { Since = begin.AddMinutes(50) }));
        Assert.Equal([51, 54, 57], await NumbersAsync(new LogSelection { Since = begin.AddMinutes(50), IsError = true }));
        Assert.Equal([5, 15, 25, 35, 45, 55, 55], await NumbersAsync(new LogSelection { Pattern = new Regex("5$") }));
        Assert.Equal([35, 45, 55], await NumbersAsync(new LogSelection { Pattern = new Regex("5$"), IsError = null, Since = begin, Tail = 3 }));
        Assert.Empty(await NumbersAsync(new LogSelection { Since = _clock.Now }));

        async Task<IEnumerable<int>> NumbersAsync(LogSelection selection) =>
            (await log.TextsAsync(selection)).Select(text => int.Parse(Regex.Match(text, @"(\d+)(\u001b\[0m)?$").Groups[1].Value, null));
    }

    [Fact]
    public async Task What_has_no_end_yet_is_shown_last_and_is_in_no_file()
    {
        using var log = Log();
        await log.WriteAsync("done\nPassword: ");
        Assert.Equal(["done", "Password: "], await log.TextsAsync(new LogSelection { Tail = 1 }));
        Assert.Equal("done\n", LogFacts.Unstamped(File));
        log.Stdout.EndLaunch();
        Assert.Equal("done\nPassword: \n", LogFacts.Unstamped(File));
        Assert.Equal(["Password: "], await log.TextsAsync(new LogSelection { Tail = 1 }));
    }

    [Fact]
    public async Task Several_are_merged_by_time()
    {
        using var a = Log("a");
        using var b = Log("b");
        foreach (var (log, text) in new[] { (b, "1"), (a, "2"), (a, "3"), (b, "4"), (a, "5") })
        {
            await log.WriteAsync(text + "\n");
            _clock.Now += TimeSpan.FromSeconds(1);
        }

        Assert.Equal("12345", await MergedAsync(follow: false));
        Assert.Equal("12345", await MergedAsync(follow: true));

        async Task<string> MergedAsync(bool follow)
        {
            var text = "";
            using var ended = new CancellationTokenSource();
            await ended.CancelAsync();
            await foreach (var (name, line) in MergedLogs.ReadAsync([("a", a), ("b", b)], new LogSelection { Follow = follow }, ended.Token, CancellationToken.None))
                text += line.Text;
            return text;
        }
    }

    public void Dispose() => _directory.Dispose();

    private ChildLog Log(string name = "x") => LogFacts.Create(_directory.PathOf(name + ".log"), 1000, 5, clock: _clock);
}
