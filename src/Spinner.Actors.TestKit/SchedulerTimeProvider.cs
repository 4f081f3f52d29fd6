using Akka.Actor;

namespace Spinner.Actors.TestKit;

/// <summary>
/// The time of an Akka scheduler as a <see cref="TimeProvider"/>: with Akka's <c>TestScheduler</c>, <c>Advance</c> moves the spinner together with
/// everything else that the scheduler drives. Safe for concurrent use as far as the scheduler is.
/// </summary>
/// <remarks>
/// <c>TestScheduler</c> jumps: what is armed while it advances counts from the end of the jump, so chains of timers want several small advances.
/// </remarks>
/// <param name="scheduler"><c>Sys.Scheduler</c> of an actor system made with <see cref="VirtualTime.SchedulerConfig"/>.</param>
public sealed class SchedulerTimeProvider(IScheduler scheduler) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => scheduler.Now.ToUniversalTime();

    /// <summary>By the scheduler's time of day: its monotonic clock goes on by itself.</summary>
    public override long GetTimestamp() => scheduler.Now.UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SchedulerTimer(scheduler, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }
}
