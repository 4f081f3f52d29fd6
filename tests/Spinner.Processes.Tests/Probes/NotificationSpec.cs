using System.Text;

namespace Spinner.Processes.Tests.Probes;

public sealed class NotificationSpec
{
    [Theory]
    [InlineData("1", 1L)]
    [InlineData("2073600000000", 2073600000000L)] // 24 days
    public void A_time_is_1_microsecond_to_24_days(string number, long microseconds)
    {
        var heard = Parse($"EXTEND_TIMEOUT_USEC={number}");
        Assert.Equal((TimeSpan.FromMicroseconds(microseconds), null), (heard.Extension, heard.Malformed));
    }

    [Theory]
    [InlineData("EXTEND_TIMEOUT_USEC=0")]
    [InlineData("EXTEND_TIMEOUT_USEC=2073600000001")]
    [InlineData("EXTEND_TIMEOUT_USEC=")]
    [InlineData("EXTEND_TIMEOUT_USEC=1.5")]
    [InlineData("READY=0")]
    [InlineData("STOPPING=yes")]
    [InlineData("WATCHDOG=2")]
    [InlineData("BUSY=")]
    public void A_value_that_a_word_cannot_have_is_none(string line)
    {
        var heard = Parse(line + "\nSTATUS=on");
        Assert.Equal(line, heard.Malformed);
        Assert.Equal((false, false, false, false, (bool?)null, (TimeSpan?)null, "on"), (heard.IsReady, heard.IsStopping, heard.FeedsWatchdog, heard.TriggersWatchdog, heard.IsBusy, heard.Extension, heard.Status));
    }

    [Fact]
    public void A_status_has_200_plain_characters_and_no_half_of_one()
    {
        Assert.Equal("a[31mb", Parse("STATUS=a\u001b[31m\tb").Status);
        Assert.Equal(new string('x', 200), Parse("STATUS=" + new string('x', 300)).Status);
        Assert.Equal(new string('x', 199), Parse("STATUS=" + new string('x', 199) + "🦊").Status);
    }

    private static Notification Parse(string text) => Notification.Parse(Encoding.UTF8.GetBytes(text));
}
