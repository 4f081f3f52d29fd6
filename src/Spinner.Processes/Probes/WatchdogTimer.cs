namespace Spinner.Processes;

/// <summary>Tells when nobody has fed it for its time, and again after each time more. Feeding costs a look at the clock. Safe for concurrent use.</summary>
/// <param name="time">The time.</param>
/// <param name="clock">Its clock.</param>
/// <param name="canBeLate">
/// Whether timers of this clock come late by accident. After a pause of this process what fed it meanwhile may be unread: it gets a moment more.
/// </param>
/// <param name="missed">Called on any thread.</param>
internal sealed class WatchdogTimer(TimeSpan time, TimeProvider clock, bool canBeLate, Action missed) : IDisposable
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private ITimer? _timer;
    private long _fed;
    private bool _wasLate;
    private bool _isOver;

    /// <summary>Its time counts from now.</summary>
    internal void Begin()
    {
        lock (_lock)
        {
            if (_isOver || _timer is not null) return;
            Feed();
            _timer = clock.CreateTimer(_ => Look(), null, Whole(time), Timeout.InfiniteTimeSpan);
        }
    }

    internal void Feed() => Volatile.Write(ref _fed, clock.GetTimestamp());

    /// <summary>It tells no more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            _timer?.Dispose();
        }
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_isOver) return;
            var wait = LookAgainIn();
            if (wait is null) Feed();
            _timer!.Change(Whole(wait ?? time), Timeout.InfiniteTimeSpan);
            if (wait is not null) return;
        }

        missed();
    }

    // Null: it was missed.
    private TimeSpan? LookAgainIn()
    {
        var left = time - clock.GetElapsedTime(Volatile.Read(ref _fed));
        if (left > TimeSpan.Zero)
        {
            _wasLate = false;
            return left;
        }

        if (!canBeLate || _wasLate || -left < Late) return null;
        _wasLate = true;
        return Late;
    }

    // Timers drop the fraction of a millisecond; rounded down, it would look before the time is over.
    private static TimeSpan Whole(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
