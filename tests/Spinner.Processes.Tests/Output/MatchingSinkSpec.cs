using System.Text;
using System.Text.RegularExpressions;

namespace Spinner.Processes.Tests.Output;

/// <summary>A line that makes a launch ready, in the pieces in which it is read.</summary>
public sealed class MatchingSinkSpec
{
    private const int Limit = 64 * 1024;

    [Theory]
    [InlineData("before\nready in 20 ms\nafter\n")]
    [InlineData("ready in 20 ms\r\n")]
    [InlineData("before\nready in 20 ms")] // its end is the end of the stream
    public async Task It_may_be_split_anywhere(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var cut = 0; cut <= bytes.Length; cut++)
            Assert.True(await MatchesAsync(@"^ready in \d+ ms$", bytes[..cut], bytes[cut..]), $"split at {cut}");
        Assert.True(await MatchesAsync(@"^ready in \d+ ms$", [.. bytes.Select(b => new[] { b })]));
    }

    [Fact]
    public async Task A_character_may_be_split_too()
    {
        var bytes = Encoding.UTF8.GetBytes("prêt 🦊\n");
        for (var cut = 0; cut <= bytes.Length; cut++) Assert.True(await MatchesAsync("^prêt 🦊$", bytes[..cut], bytes[cut..]), $"split at {cut}");
    }

    [Fact]
    public async Task Two_halves_of_different_lines_are_none() =>
        Assert.False(await MatchesAsync("^ready$", "rea"u8.ToArray(), "\ndy\n"u8.ToArray()));

    [Theory]
    [InlineData(Limit, true)]
    [InlineData(Limit + 1, false)]
    public async Task Of_a_long_line_the_first_64_KiB_are_looked_at(int end, bool matches)
    {
        var line = Encoding.ASCII.GetBytes(new string('x', end - 5) + "ready");
        foreach (var piece in new[] { 1000, 4096, Limit - 3, Limit, 2 * Limit })
            Assert.Equal(matches, await MatchesAsync("ready", [.. line.Chunk(piece), "\n"u8.ToArray()]));
    }

    [Fact]
    public async Task What_comes_when_nobody_waits_any_more_is_not_looked_at()
    {
        var pattern = new LogPattern(new Regex("ready"));
        var sink = new MatchingSink(new DiscardSink(), pattern);
        await sink.WriteAsync("rea"u8.ToArray());
        pattern.Stop();
        await sink.WriteAsync("dy\n"u8.ToArray());
        await sink.CompleteAsync();
        Assert.False(pattern.WhenMatched.IsCompleted);
    }

    private static async Task<bool> MatchesAsync(string wanted, params byte[][] chunks)
    {
        var pattern = new LogPattern(new Regex(wanted, RegexOptions.NonBacktracking));
        var sink = new MatchingSink(new DiscardSink(), pattern);
        foreach (var chunk in chunks) await sink.WriteAsync(chunk);
        await sink.CompleteAsync();
        return pattern.WhenMatched.IsCompleted;
    }
}
