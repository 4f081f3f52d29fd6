using Spinner.Actors;

namespace Spinner.Processes.Tests;

public sealed class PortRangeSpec
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 65536)]
    [InlineData(10, 9)]
    public void Anything_else_is_refused(int first, int last) => Assert.Throws<ArgumentOutOfRangeException>(() => new PortRange(first, last));

    [Fact]
    public void A_range_is_a_value() => Assert.Equal(new PortRange(1, 65535), new PortRange(1, 65535));

    [Theory]
    [InlineData(32768, 60999, 20000, 29999)]
    [InlineData(1024, 20000, 20001, 29999)]
    [InlineData(25000, 60999, 20000, 24999)]
    [InlineData(24000, 26000, 20000, 23999)]
    [InlineData(22000, 24000, 24001, 29999)]
    [InlineData(1024, 65535, 20000, 29999)]
    [InlineData(20500, 29500, 20000, 29999)]
    public void The_default_keeps_clear_of_the_systems_own_range_while_enough_is_left(int first, int last, int expectedFirst, int expectedLast) =>
        Assert.Equal(new PortRange(expectedFirst, expectedLast), EphemeralPorts.Exclude(PortRange.Default, new PortRange(first, last)));

    [Fact]
    public void A_range_somebody_chose_is_honoured()
    {
        var range = new PortRange(40000, 40010);
        Assert.Equal(range, new LocalEndpoints(range).Range);
        Assert.NotNull(EphemeralPorts.OfThisSystem());
    }
}
