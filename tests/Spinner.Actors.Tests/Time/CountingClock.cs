using Microsoft.Extensions.Time.Testing;

namespace Spinner.Actors.Tests.Time;

/// <summary>A clock that stands still until it is advanced, and counts its timers.</summary>
sealed class CountingClock : FakeTimeProvider
{
    /// <summary>Timers that were made.</summary>
    public int Made { get; private set; }

    /// <summary>Timers that were made and not disposed.</summary>
    public int Armed { get; private set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Made++;
        Armed++;
        return new Counted(base.CreateTimer(callback, state, dueTime, period), () => Armed--);
    }

    private sealed class Counted(ITimer timer, Action disposed) : ITimer
    {
        private Action? _disposed = disposed;

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            timer.Dispose();
            _disposed?.Invoke();
            _disposed = null;
        }

        public async ValueTask DisposeAsync()
        {
            Dispose();
            await timer.DisposeAsync();
        }
    }
}
