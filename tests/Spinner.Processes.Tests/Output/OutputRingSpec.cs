using System.Text;

namespace Spinner.Processes.Tests.Output;

public sealed class OutputRingSpec
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void It_keeps_the_latest_lines_that_fit(int atOnce)
    {
        var ring = new OutputRing(3000);
        var lines = Enumerable.Range(0, 1000).Select(i => $"{i} {new string('x', i % 37)}\n").ToArray();
        var written = new StringBuilder();
        foreach (var some in lines.Chunk(atOnce))
        {
            var text = string.Concat(some);
            ring.Append(isError: false, Encoding.UTF8.GetBytes(text));
            written.Append(text);
            var all = written.ToString();
            var from = all.Length <= 3000 ? 0 : all.IndexOf('\n', all.Length - 3001) + 1;
            Assert.Equal(all[from..], Encoding.UTF8.GetString(ring.ToArray()));
        }

        Assert.Equal(written.Length, ring.Written);
    }

    [Fact]
    public void A_line_that_is_longer_than_the_ring_is_not_kept()
    {
        var ring = new OutputRing(4);
        ring.Append(isError: false, "abcd\n"u8);
        Assert.Empty(ring.ToArray());
        ring.Append(isError: false, "abcd\nabc\n"u8);
        Assert.Equal("abc\n"u8, ring.ToArray());
        Assert.Equal(14, ring.Written);
    }

    [Fact]
    public void A_ring_of_nothing_only_counts()
    {
        var ring = new OutputRing(0);
        ring.Append(isError: false, "abc\n"u8);
        Assert.Empty(ring.ToArray());
        Assert.Equal(4, ring.Written);
    }

    [Theory]
    [InlineData(20, "a1\nb2\nc3\nd4\n")]
    [InlineData(7, "c3\nd4\n")]
    [InlineData(0, "")]
    public void A_ring_that_gets_another_size_keeps_what_fits(int capacity, string kept)
    {
        var ring = new OutputRing(12);
        foreach (var line in new[] { "zz", "a1", "b2", "c3", "d4" }) ring.Append(isError: false, Encoding.UTF8.GetBytes(line + "\n"));
        ring.Resize(capacity);
        Assert.Equal(kept, Encoding.UTF8.GetString(ring.ToArray()));
        ring.Append(isError: true, "e\n"u8);
        Assert.EndsWith(capacity == 0 ? "" : "d4\ne\n", Encoding.UTF8.GetString(ring.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_whole_line_is_refused() => Assert.Throws<ArgumentException>(() => new OutputRing(10).Append(isError: false, "abc"u8));

    [Fact]
    public void A_negative_capacity_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new OutputRing(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OutputRing(1).Resize(-1));
    }
}
