using Akka.TestKit;

namespace Spinner.Actors.TestKit.Tests;

/// <summary>One Advance of Akka's TestScheduler moves actors and spinner alike.</summary>
public sealed class SchedulerTimeProviderSpec() : Akka.TestKit.Xunit2.TestKit(VirtualTime.SchedulerConfig)
{
    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    private SchedulerTimeProvider Clock => new(Sys.Scheduler);

    [Fact]
    public async Task Advance_drives_a_spinner()
    {
        var launcher = FakeLauncher.Scripted(Clock).Child("web", c => c.ListensAfter(TimeSpan.FromSeconds(2)));
        await using var spinner = Sys.CreateSpinner(VirtualTime.Options(Clock, launcher));
        var events = this.SubscribeSpinnerEvents();
        var start = spinner.StartAsync(new ChildOptions { Name = "web", Command = "any" });

        Scheduler.Advance(TimeSpan.FromSeconds(1));
        Assert.False(start.IsCompleted);
        Scheduler.Advance(TimeSpan.FromSeconds(1));
        await start;
        events.ExpectEvent<ChildStarted>("web");

        Scheduler.Advance(TimeSpan.FromMinutes(29));
        await spinner.ExpectState("web", ChildState.Started);
        Scheduler.Advance(TimeSpan.FromMinutes(1));
        events.ExpectEvent<ChildStopped>("web", e => e.Cause == TransitionCause.Idle);
    }

    [Fact]
    public void It_tells_the_scheduler_s_time()
    {
        var clock = Clock;
        var (before, stamp) = (clock.GetUtcNow(), clock.GetTimestamp());

        Scheduler.Advance(TimeSpan.FromDays(3));

        Assert.Equal(TimeSpan.FromDays(3), clock.GetUtcNow() - before);
        Assert.Equal(TimeSpan.FromDays(3), clock.GetElapsedTime(stamp));
    }

    [Fact]
    public void A_timer_goes_off_once_or_periodically_until_it_is_changed_or_disposed()
    {
        var rings = 0;
        using var timer = Clock.CreateTimer(_ => rings++, null, Seconds(1), Timeout.InfiniteTimeSpan);
        Advance(1);
        Advance(10);
        Assert.Equal(1, rings);

        Assert.True(timer.Change(Seconds(2), Seconds(3)));
        Advance(2);
        Advance(3);
        Advance(3);
        Assert.Equal(4, rings);

        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Advance(10);
        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        Assert.Equal(5, rings);

        timer.Dispose();
        Assert.False(timer.Change(Seconds(1), Seconds(1)));
        Advance(10);
        Assert.Equal(5, rings);
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private void Advance(int seconds) => Scheduler.Advance(Seconds(seconds));
}
