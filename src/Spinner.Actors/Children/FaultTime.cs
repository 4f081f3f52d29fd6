namespace Spinner.Actors.Children;

/// <summary>How long a fault keeps starts from being tried, or a wanted child from being launched again. Decided on the monotonic clock; the wall clock is for showing. Safe for concurrent use.</summary>
sealed class FaultTime
{
    private static readonly TimeSpan Adjustment = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly TimeSpan _time;
    private readonly long _since;
    private readonly DateTimeOffset _until;

    /// <summary>Begins now.</summary>
    public FaultTime(TimeProvider clock, TimeSpan time)
    {
        (_clock, _time, _since, _until) = (clock, time, clock.GetTimestamp(), clock.GetUtcNow() + time);
    }

    /// <summary>Starts are tried again.</summary>
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
