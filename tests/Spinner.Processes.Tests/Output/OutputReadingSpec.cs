using System.Text;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Output;

/// <summary>What readers of a ring get.</summary>
public sealed class OutputReadingSpec
{
    private const int Limit = 30_000;

    private readonly OutputRing _ring = new(1000);

    [Fact(Timeout = Limit)]
    public async Task Lines_come_in_order_with_their_stream_and_without_their_end()
    {
        Write("one", "two\r");
        Write(isError: true, "ouch");
        Write("", "three");
        Assert.Equal(["one", "two", "! ouch", "", "three"], await ReadAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task The_last_so_many_lines_are_read()
    {
        Write("one", "two", "three");
        Assert.Equal(["two", "three"], await ReadAsync(new OutputReading { Last = 2 }));
        Assert.Equal(["one", "two", "three"], await ReadAsync(new OutputReading { Last = 9 }));
        Assert.Empty(await ReadAsync(new OutputReading { Last = 0 }));
    }

    [Fact(Timeout = Limit)]
    public async Task A_reader_goes_on_after_what_it_has_seen()
    {
        Write("one", "two", "three");
        var all = await AllAsync();
        Assert.Equal(all.Skip(1), await AllAsync(new OutputReading { After = all[0].Sequence }));
        Assert.Empty(await AllAsync(new OutputReading { After = all[^1].Sequence }));
        Assert.Equal([all[0].Sequence + 1, all[0].Sequence + 2], all.Skip(1).Select(o => o.Sequence));
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_gone_is_told_with_its_number()
    {
        Write("first");
        var seen = (await AllAsync())[0].Sequence;
        for (var i = 0; i < 300; i++) Write($"{i:00000000}"); // 9 bytes each: the last 111 of them fit
        var rest = await AllAsync(new OutputReading { After = seen });
        Assert.Equal(new OutputMissed(189) { Sequence = seen + 189 }, rest[0]);
        Assert.Equal(new OutputLine(IsError: false, "00000189") { Sequence = seen + 190 }, rest[1]);
        Assert.Equal("00000299", ((OutputLine)rest[^1]).Text);
    }

    [Theory(Timeout = Limit)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public async Task The_numbers_of_another_life_are_recognised(long after)
    {
        Write("one");
        Assert.Equal(["missed ?", "one"], await ReadAsync(new OutputReading { After = after }));
    }

    [Fact(Timeout = Limit)]
    public async Task A_reader_that_follows_gets_what_comes_until_the_end()
    {
        Write("before");
        await using var lines = _ring.ReadAsync(new OutputReading { Follow = true }).GetAsyncEnumerator();
        Assert.Equal([], await NextAsync(lines)); // where it begins
        Assert.Equal(["before"], await NextAsync(lines));
        var waiting = NextAsync(lines);
        Assert.False(waiting.IsCompleted);
        Write("after");
        Assert.Equal(["after"], await waiting);
        Write("last");
        _ring.Close();
        Assert.Equal(["last"], await NextAsync(lines));
        Assert.False(await lines.MoveNextAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_reader_that_is_too_slow_is_told_how_much_it_missed()
    {
        await using var lines = _ring.ReadAsync(new OutputReading { Follow = true }).GetAsyncEnumerator();
        await NextAsync(lines);
        for (var i = 0; i < 300; i++) Write($"{i:00000000}");
        var page = await NextAsync(lines);
        Assert.Equal(["missed 189", "00000189"], page.Take(2));
        Assert.Equal(112, page.Count);
    }

    [Fact(Timeout = Limit)]
    public async Task A_reader_that_does_not_follow_ends_though_the_child_goes_on()
    {
        Write("one");
        await using var lines = _ring.ReadAsync().GetAsyncEnumerator();
        await NextAsync(lines);
        Write("two");
        Assert.Equal(["one"], await NextAsync(lines));
        Assert.False(await lines.MoveNextAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Cancelling_ends_the_wait()
    {
        using var enough = new CancellationTokenSource();
        await using var lines = _ring.ReadAsync(new OutputReading { Follow = true }, enough.Token).GetAsyncEnumerator();
        await NextAsync(lines);
        var waiting = NextAsync(lines);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact(Timeout = Limit)]
    public async Task Pages_are_bounded_and_hold_every_line_once()
    {
        var ring = new OutputRing(4 * 1024 * 1024);
        var expected = new List<string>();
        for (var i = 0; i < 900; i++)
        {
            // Short and long lines of both streams, some as long as a page.
            var line = new string((char)('a' + (i % 26)), i % 100 == 0 ? 64 * 1024 : i);
            ring.Append(isError: i % 3 == 0, Encoding.ASCII.GetBytes(line + "\n"));
            expected.Add(line);
        }

        var lines = new List<string>();
        await foreach (var page in ring.ReadAsync())
        {
            Assert.InRange(page.Parts.Sum(p => p.Lines.Length + OutputPart.Cost), 0, OutputRing.PageBytes + OutputPart.Cost + 1);
            lines.AddRange(page.Items().Cast<OutputLine>().Select(l => l.Text));
        }

        Assert.Equal(expected, lines);
    }

    [Fact(Timeout = Limit)]
    public async Task Changes_of_the_stream_are_bounded()
    {
        var ring = new OutputRing(1024 * 1024);
        for (var i = 0; i < 5000; i++) ring.Append(isError: i % 2 == 0, "x\n"u8);
        var all = new List<ChildOutput>();
        await foreach (var page in ring.ReadAsync()) all.AddRange(page.Items());
        Assert.InRange(all.Count, OutputRing.MaxRuns, OutputRing.MaxRuns + 1);
        Assert.All(all.Cast<OutputLine>().Index(), line => Assert.Equal(((OutputLine)all[0]).IsError ^ (line.Index % 2 == 1), line.Item.IsError));
    }

    [Fact(Timeout = Limit)]
    public async Task A_line_has_the_millisecond_it_was_read_in()
    {
        var noon = new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
        _ring.Append(isError: false, "old\n"u8);
        _ring.Append(isError: false, "a\nb\n"u8, noon);
        _ring.Append(isError: true, "c\n"u8, noon.AddTicks(9_999));
        _ring.Append(isError: true, "d\n"u8, noon.AddMilliseconds(1));
        Assert.Equal(
            [("old", false, null), ("a", false, 0), ("b", false, 0), ("c", true, 0), ("d", true, 1)],
            (await AllAsync()).Cast<OutputLine>().Select(l => (l.Text, l.IsError, (l.Time - noon)?.TotalMilliseconds)));
    }

    [Fact(Timeout = 120_000)]
    public async Task Writers_and_readers_at_once_lose_and_double_nothing()
    {
        const int Lines = 20_000;
        var ring = new OutputRing(64 * 1024);
        var readers = Enumerable.Range(0, 3).Select(_ => CountAsync(ring)).ToList(); // each has begun when it first waits
        await Task.WhenAll(Task.Run(() => Flood(isError: false)), Task.Run(() => Flood(isError: true)));
        ring.Close();
        Assert.All(await Task.WhenAll(readers), read => Assert.Equal(2 * Lines, read));

        void Flood(bool isError)
        {
            for (var i = 0; i < Lines; i++) ring.Append(isError, "some line of output\n"u8);
        }
    }

    [Fact]
    public void Wrong_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OutputReading { After = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new OutputReading { Last = -1 });
    }

    private static async Task<long> CountAsync(OutputRing ring)
    {
        long read = 0;
        long? next = null;
        await foreach (var page in ring.ReadAsync(new OutputReading { Follow = true }))
        {
            foreach (var item in page.Items())
            {
                var lines = item is OutputMissed missed ? missed.Lines!.Value : 1;
                if (next is not null) Assert.Equal(next + lines - 1, item.Sequence);
                next = item.Sequence + 1;
                read += lines;
            }
        }

        return read;
    }

    private void Write(params string[] lines) => Write(isError: false, lines);

    private void Write(bool isError, params string[] lines) => _ring.Append(isError, Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));

    private async Task<List<ChildOutput>> AllAsync(OutputReading? reading = null)
    {
        var all = new List<ChildOutput>();
        await foreach (var page in _ring.ReadAsync(reading)) all.AddRange(page.Items());
        return all;
    }

    private async Task<IEnumerable<string>> ReadAsync(OutputReading? reading = null) => (await AllAsync(reading)).Select(Show);

    private static async Task<List<string>> NextAsync(IAsyncEnumerator<OutputPage> pages)
    {
        Assert.True(await pages.MoveNextAsync());
        return [.. pages.Current.Items().Select(Show)];
    }

    private static string Show(ChildOutput item) => item switch
    {
        OutputLine { IsError: true } line => $"! {line.Text}",
        OutputLine line => line.Text,
        OutputMissed missed => $"missed {missed.Lines?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"}",
        _ => item.ToString()!,
    };
}
