using Microsoft.Extensions.Time.Testing;

namespace Spinner.Actors.Tests.Properties;

/// <summary>
/// A virtual clock that goes from timer to timer. It remembers timers that were disposed before they fired: a real one may have been
/// about to fire just then, and its callback runs after all.
/// </summary>
sealed class SteppingClock : FakeTimeProvider
{
    private const int Remembered = 8;

    private readonly List<SteppingTimer> _armed = [];
    private readonly List<SteppingTimer> _disposed = [];

    /// <summary>Some timer will fire.</summary>
    public bool IsArmed => _armed.Count > 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppingTimer(this, callback, state, GetUtcNow() + dueTime);
        _armed.Add(timer);
        timer.Inner = base.CreateTimer(static t => ((SteppingTimer)t!).Fire(), timer, dueTime, period);
        return timer;
    }

    /// <summary>Goes to the earliest timer and lets it fire; false when none is armed.</summary>
    public bool AdvanceToNext()
    {
        if (_armed.Count == 0) return false;
        var left = _armed.Min(t => t.Due) - GetUtcNow();
        Advance(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        return true;
    }

    /// <summary>Lets a timer fire that was disposed before it did, counted from the latest.</summary>
    public void FireLate(int pick)
    {
        if (pick < _disposed.Count) _disposed[^(pick + 1)].Run();
    }

    private sealed class SteppingTimer(SteppingClock clock, TimerCallback callback, object? state, DateTimeOffset due) : ITimer
    {
        private bool _fired;

        public DateTimeOffset Due { get; } = due;

        public ITimer? Inner { get; set; }

        public void Run() => callback(state);

        public void Fire()
        {
            _fired = true;
            clock._armed.Remove(this);
            Run();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("Nothing here changes a timer.");

        public void Dispose()
        {
            Inner?.Dispose();
            if (!clock._armed.Remove(this) || _fired) return;
            clock._disposed.Add(this);
            if (clock._disposed.Count > Remembered) clock._disposed.RemoveAt(0);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
