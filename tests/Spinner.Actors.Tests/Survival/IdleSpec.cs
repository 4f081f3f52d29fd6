
namespace Spinner.Actors.Tests.Survival;

/// <summary>A child that nobody uses is stopped; a use, a start, or the wish to keep it puts that off.</summary>
public class IdleSpec : SurvivalSpecs
{
    private static readonly TimeSpan Idle = Seconds(0.4);

    private static ChildOptions Idling => Child("bind") with { IdleTime = Idle };

    protected override SpinnerOptions Options => base.Options with { Children = [Idling] };

    [Fact(Timeout = Limit)]
    public async Task An_unused_child_is_stopped_and_the_next_start_makes_a_new_one()
    {
        var first = await Spinner.StartAsync(Idling);
        var stopped = await Told.NextAsync<ChildStopped>();
        Assert.Equal(TransitionCause.Idle, stopped.Cause);
        NothingLives();
        Assert.Equal("unused for 0.4 s", (await InfoAsync()).DownBecause);
        Assert.False(Spinner.TryUse(Name, out _));
        Assert.NotEqual(first.Endpoint, (await Spinner.StartAsync(Name)).Endpoint);
    }

    [Fact(Timeout = Limit)]
    public async Task A_use_keeps_it_and_the_idle_time_counts_from_the_end_of_the_last()
    {
        var first = await Spinner.UseAsync(Name);
        Assert.True(Spinner.TryUse(Name, out var second));
        Assert.Equal(first, second);
        await AnIdleTimePassesAsync();
        first.Dispose();
        await AnIdleTimePassesAsync();

        var info = await InfoAsync();
        Assert.Equal(ChildState.Started, info.State);
        Assert.Equal((1, null), (info.AliveBecause!.Uses, info.AliveBecause.IdleDueAt));
        Assert.Equal("hello, world", await Dummy.GetAsync(second.Endpoint));
        var end = TimeProvider.System.GetTimestamp();
        second.Dispose();
        Assert.Equal(TransitionCause.Idle, (await Told.NextAsync<ChildStopped>(Name)).Cause);
        Assert.InRange(TimeProvider.System.GetElapsedTime(end), Idle, Seconds(20));
        await ToldAsync("Started(Start)", "Stopped(Idle)");
    }

    [Fact(Timeout = Limit)]
    public async Task A_start_of_a_started_child_is_a_touch()
    {
        // Long enough for another child to start meanwhile on a machine that has much else to do.
        var idle = Seconds(5);
        await Spinner.StartAsync(Idling with { IdleTime = idle });
        await Spinner.StartAsync(Child("bind") with { Name = "time passes" });
        var touched = TimeProvider.System.GetTimestamp();
        Assert.True((await Spinner.StartAsync(Name)).AlreadyRunning);
        Assert.NotNull((await InfoAsync()).AliveBecause!.IdleDueAt);
        await Told.NextAsync<ChildStopped>();
        Assert.InRange(TimeProvider.System.GetElapsedTime(touched), idle, Seconds(30));
    }

    [Fact(Timeout = Limit)]
    public async Task Keep_and_Never_switch_it_off()
    {
        await Spinner.StartAsync(Idling with { Keep = true });
        await Spinner.StartAsync(Child("bind") with { Name = "never", IdleTime = ChildOptions.Never });
        await AnIdleTimePassesAsync();
        Assert.Equal(ChildState.Started, await StateAsync());
        Assert.Equal((true, null), ((await InfoAsync("never")).AliveBecause!.Keep, (await InfoAsync("never")).AliveBecause!.IdleDueAt));
    }

    [Fact(Timeout = Limit)]
    public async Task UseAsync_starts_and_a_crash_does_not_wait_for_the_use()
    {
        using var use = await Spinner.UseAsync(Name);
        await Dummy.EndAsync(use.Endpoint, "/crash");
        var restarted = await Told.NextAsync<ChildRestarted>();
        using var next = await Spinner.UseAsync(Name);
        Assert.Equal((1, 2, restarted.Endpoint), (use.Launch, next.Launch, next.Endpoint));
    }

    /// <summary>Another child comes and is stopped for being idle.</summary>
    private async Task AnIdleTimePassesAsync()
    {
        await Spinner.StartAsync(Idling with { Name = "idler" });
        await Told.NextAsync<ChildStopped>("idler");
    }
}
