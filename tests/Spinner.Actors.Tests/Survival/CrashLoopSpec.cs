namespace Spinner.Actors.Tests.Survival;

/// <summary>A child that crashes twice within the tolerance is faulted; four ways lead out of that.</summary>
public class CrashLoopSpec : SurvivalSpecs
{
    private static readonly TimeSpan Long = Seconds(600);

    [Fact(Timeout = Limit)]
    public async Task It_recovers_by_time()
    {
        var error = await CrashTwiceAsync(Child("bind") with { FaultTimeout = Seconds(0.5) });
        using var every = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (TimeProvider.System.GetUtcNow() < error.RetryAt) await every.WaitForNextTickAsync();
        await AnswersAsync(await Spinner.StartAsync(Name));
        Assert.Equal(3, Launches.All.Count);
        Assert.Null((await InfoAsync()).Fault);
    }

    [Fact(Timeout = Limit)]
    public async Task It_recovers_by_a_change_of_the_monitored_file()
    {
        await CrashTwiceAsync(Child("bind") with { FaultTimeout = Long, Monitor = MonitorTarget.Path(Write("code", "broken")) });
        Write("code", "mended");
        Assert.Equal((3, TransitionCause.FileChanged), await NextStartAsync());
        await AnswersAsync(await Spinner.StartAsync(Name));
    }

    [Fact(Timeout = Limit)]
    public async Task It_recovers_by_stop_and_start()
    {
        await CrashTwiceAsync(Child("bind") with { FaultTimeout = Long });
        Assert.Equal(new StopSucceeded(Name, WasRunning: false), await Spinner.StopAsync(Name));
        await AnswersAsync(await Spinner.StartAsync(Name));
        Assert.Equal((3, TransitionCause.Start), await NextStartAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task It_recovers_by_restart()
    {
        await CrashTwiceAsync(Child("bind") with { FaultTimeout = Long });
        await AnswersAsync(Assert.IsType<ChildReady>(await Spinner.RestartAsync(Name)));
        Assert.Equal((3, TransitionCause.Restart), await NextStartAsync());
    }

    private async Task<SpinnerRejectedException> CrashTwiceAsync(ChildOptions options)
    {
        var ready = await Spinner.StartAsync(options);
        await Dummy.EndAsync(ready.Endpoint, "/exit/4");
        await Dummy.EndAsync((await Told.NextAsync<ChildRestarted>()).Endpoint, "/crash");
        var fault = (await Told.NextAsync<ChildFaulted>()).Fault;
        Assert.Equal(SpinnerError.CrashLoop, fault.Reason);
        NothingLives();

        var error = await FailsAsync(Spinner.StartAsync(Name));
        Assert.Equal((SpinnerError.Faulted, ExitStatus.Killed(9)), (error.Reason, error.LastExit));
        Assert.Equal(fault.RetryAt, error.RetryAt);
        Assert.Equal(2, Launches.All.Count);
        await ToldAsync("Started(Start)", "Error(Crash)", "Restarted(Crash)", "Error(Crash)", "Faulted(Crash)");
        return error;
    }

    private async Task<(int Launch, TransitionCause Cause)> NextStartAsync()
    {
        var started = await Told.NextAsync<ChildStarted>();
        return (started.Launch, started.Cause);
    }

    private static async Task AnswersAsync(ChildReady ready) => Assert.Equal($"{ready.Pid}", await Dummy.GetAsync(ready.Endpoint, "/pid"));
}
