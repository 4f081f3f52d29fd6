using Spinner.Control.Contract;

namespace Spinner.Host.Tests.Logs;

public class SinceSpec
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("10m", "2026-11-30T11:50:00Z")]
    [InlineData("1.5h", "2026-11-30T10:30:00Z")]
    [InlineData("2d", "2026-11-28T12:00:00Z")]
    [InlineData("2026-11-30T11:00:00Z", "2026-11-30T11:00:00Z")]
    [InlineData("2026-11-30T11:00+01:00", "2026-11-30T10:00:00Z")]
    [InlineData("yesterday", null)]
    [InlineData("-1m", null)]
    [InlineData("10", null)]
    [InlineData("10000000d", null)]
    [InlineData("", null)]
    public void A_duration_or_a_time(string text, string? expected) =>
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, null), SinceText.Read(text, Now));

    [Fact]
    public void Without_an_offset_it_is_local_and_without_a_date_of_today()
    {
        Assert.Equal(new DateTimeOffset(new DateTime(2026, 11, 29, 13, 0, 0, DateTimeKind.Local)), SinceText.Read("2026-11-29T13:00", Now));
        Assert.Equal(new TimeSpan(13, 0, 0), SinceText.Read("13:00", Now)!.Value.TimeOfDay);
    }
}
