using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>What the reactor shall do later, on the monotonic clock. Used by the reactor's thread only.</summary>
internal sealed class ReactorTimers
{
    private readonly PriorityQueue<ReactorTimer, long> _queue = new();

    /// <summary>How long until the next one; null when nothing is to be done.</summary>
    internal TimeSpan? Next
    {
        get
        {
            while (_queue.TryPeek(out var timer, out var due))
            {
                if (timer.Action is not null) return Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
                _queue.Dequeue();
            }

            return null;
        }
    }

    internal ReactorTimer Add(TimeSpan delay, Action action, Action<Exception>? broken = null)
    {
        var timer = new ReactorTimer { Action = action, Broken = broken };
        _queue.Enqueue(timer, Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency));
        return timer;
    }

    internal void RunDue()
    {
        var now = Stopwatch.GetTimestamp();
        while (_queue.TryPeek(out var timer, out var due) && (due <= now || timer.Action is null))
        {
            _queue.Dequeue();
            var action = timer.Action;
            timer.Action = null;
            if (action is not null) new ReactorWork(action, timer.Broken).Run();
        }
    }
}

/// <summary>One thing to do later, once.</summary>
internal sealed class ReactorTimer
{
    internal Action? Action { get; set; }

    internal Action<Exception>? Broken { get; init; }

    internal void Cancel() => Action = null;
}
