using Akka.Actor;

namespace Spinner.Actors.TestKit;

/// <summary>
/// A timer on an Akka scheduler. What is due now goes off on the thread that says so; anything else on the scheduler's. Safe for concurrent use.
/// </summary>
sealed class SchedulerTimer(IScheduler scheduler, Action goOff) : ITimer
{
    private readonly Lock _lock = new();
    private Cancelable? _armed;
    private bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Cancelable armed;
        lock (_lock)
        {
            if (_disposed) return false;
            _armed?.Cancel();
            _armed = null;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            _armed = armed = new Cancelable(scheduler.Advanced);
        }

        Arm(armed, dueTime, period);
        return true;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _armed?.Cancel();
            _armed = null;
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Arm(Cancelable armed, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == TimeSpan.Zero) Due(armed, period);
        else scheduler.Advanced.ScheduleOnce(dueTime, () => Due(armed, period), armed);
    }

    private void Due(Cancelable armed, TimeSpan period)
    {
        if (armed.IsCancellationRequested) return;
        if (period > TimeSpan.Zero) Arm(armed, period, period);
        goOff();
    }
}
