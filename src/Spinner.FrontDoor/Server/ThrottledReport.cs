namespace Spinner.FrontDoor.Server;

/// <summary>
/// Tells of what anybody can make happen as often as they like: the first at once, those that follow within a minute by their number. Safe for
/// concurrent use.
/// </summary>
/// <param name="tell">Is told how many there were since it was told last, and about the last of them.</param>
/// <param name="clock">The minute's.</param>
sealed class ThrottledReport(Action<long, string> tell, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long? _told;
    private long _count;
    private string _last = "";

    /// <summary>It has happened.</summary>
    public void Add(string what)
    {
        lock (_lock) (_count, _last) = (_count + 1, what);
        ReportDue();
    }

    /// <summary>Tells of what has gathered, when its time has come.</summary>
    public void ReportDue()
    {
        long count;
        string last;
        lock (_lock)
        {
            if (_count == 0 || (_told is { } told && clock.GetElapsedTime(told) < Interval)) return;
            (count, last, _count, _told) = (_count, _last, 0, clock.GetTimestamp());
        }

        tell(count, last);
    }
}
