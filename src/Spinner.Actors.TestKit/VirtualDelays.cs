namespace Spinner.Actors.TestKit;

/// <summary>Does things later by a clock that a test advances. Safe for concurrent use.</summary>
sealed class VirtualDelays(TimeProvider clock)
{
    /// <summary>Without a delay at once, on this thread; else on the thread that advances the clock.</summary>
    public void After(TimeSpan delay, Action act)
    {
        if (delay == TimeSpan.Zero) act();
        else _ = new Once(clock, delay, act);
    }

    /// <summary>A timer that is gone once it went off.</summary>
    private sealed class Once
    {
        private readonly ITimer _timer;

        public Once(TimeProvider clock, TimeSpan delay, Action act)
        {
            _timer = clock.CreateTimer(_ => Fire(act), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }

        private void Fire(Action act)
        {
            _timer.Dispose();
            act();
        }
    }
}
