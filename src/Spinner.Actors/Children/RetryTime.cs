namespace Spinner.Actors.Children;

/// <summary>
/// How long something is not tried: starts of a faulted child, its next launch by itself, the next attempt of a start.
/// Decided on the monotonic clock; the wall clock is for showing. Safe for concurrent use.
/// </summary>
sealed class RetryTime
{
    private static readonly TimeSpan Adjustment = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly TimeSpan _time;
    private readonly long _since;
    private readonly DateTimeOffset _until;

    /// <summary>Begins now.</summary>
    public RetryTime(TimeProvider clock, TimeSpan time)
    {
        (_clock, _time, _since, _until) = (clock, time, clock.GetTimestamp(), clock.GetUtcNow() + time);
    }

    /// <summary>It is tried again.</summary>
    public bool IsOver => _clock.GetElapsedTime(_since) >= _time;

    /// <summary>When it is over, by the wall clock as it goes now: that may have been set since.</summary>
    public DateTimeOffset Until
    {
        get
        {
            var until = _clock.GetUtcNow() + _time - _clock.GetElapsedTime(_since);
            return (until - _until).Duration() < Adjustment ? _until : until;
        }
    }
}
