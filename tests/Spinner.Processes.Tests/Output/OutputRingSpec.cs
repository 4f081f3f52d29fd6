namespace Spinner.Processes.Tests.Output;

public sealed class OutputRingSpec
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(4096)]
    public void It_keeps_the_latest_bytes_whatever_the_chunks(int chunk)
    {
        var ring = new OutputRing(3000);
        var all = Enumerable.Range(0, 10_000).Select(i => (byte)(i * 7)).ToArray();
        for (var from = 0; from < all.Length; from += chunk)
        {
            var to = Math.Min(all.Length, from + chunk);
            ring.Append(all.AsSpan(from..to));
            Assert.Equal(all[Math.Max(0, to - 3000)..to], ring.ToArray());
        }

        Assert.Equal(all.Length, ring.Written);
    }

    [Fact]
    public void A_ring_of_nothing_only_counts()
    {
        var ring = new OutputRing(0);
        ring.Append("abc"u8);
        Assert.Empty(ring.ToArray());
        Assert.Equal(3, ring.Written);
    }

    [Fact]
    public void A_negative_capacity_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new OutputRing(-1));
}
