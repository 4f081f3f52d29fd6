using Microsoft.Extensions.Time.Testing;
using Spinner.FrontDoor.Server;

namespace Spinner.FrontDoor.Tests.Limits;

public class ThrottledReportSpec
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<(long Count, string Last)> _told = [];

    [Fact]
    public void The_first_is_told_at_once_and_those_within_a_minute_by_their_number()
    {
        var report = new ThrottledReport((count, last) => _told.Add((count, last)), _clock);

        report.Add("a");
        report.Add("b");
        report.Add("c");
        _clock.Advance(TimeSpan.FromSeconds(59.9));
        report.ReportDue();
        Assert.Equal([(1, "a")], _told);

        _clock.Advance(TimeSpan.FromSeconds(0.1));
        report.ReportDue();
        Assert.Equal([(1, "a"), (2, "c")], _told);

        _clock.Advance(TimeSpan.FromMinutes(1));
        report.ReportDue();
        report.Add("d");
        Assert.Equal([(1, "a"), (2, "c"), (1, "d")], _told);
    }
}
