using System.Text;

namespace Spinner.Processes.Tests.Output;

public sealed class ErrorTailSpec
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100_000)]
    public void It_keeps_the_last_hundred_lines_whatever_the_chunks(int chunk)
    {
        var text = string.Concat(Enumerable.Range(1, 1000).Select(i => $"line {i}\r\n")) + "unfinished";
        var lines = Tail(text, chunk);
        Assert.Equal(100, lines.Count);
        Assert.Equal("line 902", lines[0]);
        Assert.Equal(["line 1000", "unfinished"], lines.TakeLast(2));
    }

    [Fact]
    public void Empty_lines_are_lines() => Assert.Equal(["a", "", "b"], Tail("a\n\nb\n", 2));

    [Theory]
    [InlineData("x", 200)]
    [InlineData("ü", 200)]
    [InlineData("€", 200)]
    [InlineData("x😀", 199)]
    public void A_line_is_cut_at_two_hundred_characters(string unit, int kept)
    {
        var line = string.Concat(Enumerable.Repeat(unit, 1000));
        Assert.Equal([line[..kept], "next"], Tail(line + "\nnext", 13));
    }

    private static IReadOnlyList<string> Tail(string text, int chunk)
    {
        var tail = new ErrorTail();
        foreach (var part in Encoding.UTF8.GetBytes(text).Chunk(chunk)) tail.Append(part);
        return tail.ToLines();
    }
}
