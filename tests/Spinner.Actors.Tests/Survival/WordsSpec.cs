namespace Spinner.Actors.Tests.Survival;

/// <summary>What real processes say of themselves by sd_notify(3), and what becomes of them.</summary>
public class WordsSpec : SurvivalSpecs
{
    [Fact(Timeout = Limit)]
    public async Task One_that_hangs_is_replaced()
    {
        var ready = await Spinner.StartAsync(Notifying("notify", "READY=1", "never-bind") with { Watchdog = Seconds(0.2) });

        await UntilAsync(info => info.Launches > 1);

        Assert.False(Directory.Exists($"/proc/{ready.Pid}"));
        var error = Assert.Single(Told.All.OfType<ChildError>(), e => e.Launch == 1);
        Assert.Equal((SpinnerError.Unhealthy, TransitionCause.Unhealthy, "it did not say WATCHDOG=1 for 0.2 s; it is replaced"), (error.Reason, error.Cause, error.Detail));
    }

    [Fact(Timeout = Limit)]
    public async Task One_that_stops_by_itself_is_no_error()
    {
        await Spinner.StartAsync(Notifying("notify", "READY=1", "notify", "STOPPING=1", "exit", "0") with { Restart = RestartPolicy.OnFailure });

        await UntilAsync(info => info.State == ChildState.Stopped);

        await ToldAsync("Started(Start)", "Stopped(Ended)");
    }

    [Fact(Timeout = Limit)]
    public async Task One_that_is_busy_is_not_idle_until_it_says_so()
    {
        await Spinner.StartAsync(Notifying("notify", "BUSY=1", "notify", "READY=1\nSTATUS=at work", "never-bind") with { IdleTime = Seconds(0.05) });
        await UntilAsync(info => info.StatusText == "at work");

        Assert.True((await InfoAsync()).AliveBecause!.IsBusy);
        Assert.IsType<ChildInUse>(await ((LocalSpinner)Spinner).StopUnusedAsync(Name, default));
    }

    [Fact(Timeout = Limit)]
    public async Task One_that_is_not_busy_any_more_is_idle_stopped()
    {
        await Spinner.StartAsync(Notifying("notify", "BUSY=1", "notify", "READY=1", "notify-after", "200", "BUSY=0") with { IdleTime = Seconds(0.05) });

        await UntilAsync(info => info.State == ChildState.Stopped);

        await ToldAsync("Started(Start)", "Stopped(Idle)");
    }

    private static ChildOptions Notifying(params string[] verbs) => Child(verbs) with { Endpoint = EndpointSpec.None, Ready = Readiness.Notify };
}
