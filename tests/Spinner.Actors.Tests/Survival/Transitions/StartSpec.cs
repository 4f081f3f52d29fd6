namespace Spinner.Actors.Tests.Survival.Transitions;

public class StartSpec : TransitionSpecs
{
    [Fact(Timeout = Limit)]
    public async Task Start_while_Stopped_launches()
    {
        var ready = await ToStartedAsync(Good);
        Assert.False(ready.AlreadyRunning);
        Assert.Equal(1, ready.Launch);
        await AnswersAsync(ready);
        await Spinner.StopAsync(Name);

        var again = await Spinner.StartAsync(Name);
        Assert.Equal(2, again.Launch);
        Assert.NotEqual(ready.Endpoint, again.Endpoint);
        await AnswersAsync(again);
        await ToldAsync("Started(Start)", "Stopped(Stop)", "Started(Start)");
    }

    [Fact(Timeout = Limit)]
    public async Task Start_while_Starting_shares_the_launch()
    {
        var first = await ToStartingAsync(Good);
        var second = Spinner.StartAsync(Name);
        Endpoints.Open();
        Assert.Equal(await first, await second);
        Assert.Single(Launches.All);
    }

    [Fact(Timeout = Limit)]
    public async Task Start_while_Starting_in_a_pause_shares_the_next_launch()
    {
        var first = await ToPauseAsync();
        var second = Spinner.StartAsync(Name);
        Assert.Equal(2, (await first).Launch);
        Assert.Equal(2, (await second).Launch);
        Assert.Equal(2, Launches.All.Count);
    }

    [Fact(Timeout = Limit)]
    public async Task Start_while_Binding_shares_the_launch()
    {
        var (first, process) = await ToBindingAsync(Patient);
        var second = Spinner.StartAsync(Name);
        Bind();
        Assert.Equal(process.Pid, (await first).Pid);
        Assert.Equal(await first, await second);
        Assert.Single(Launches.All);
    }

    [Fact(Timeout = Limit)]
    public async Task Start_while_Started_answers_the_running_launch()
    {
        var first = await ToStartedAsync(Good);
        Assert.Equal(first with { AlreadyRunning = true }, await Spinner.StartAsync(Name));
        Assert.Equal(first with { AlreadyRunning = true, OptionsIgnored = true }, await Spinner.StartAsync(Child("never-bind")));
        Assert.Single(Launches.All);
        await AnswersAsync(first);
    }

    [Fact(Timeout = Limit)]
    public async Task Start_while_Faulted_fails_fast()
    {
        await ToFaultedAsync(Child("exit", "3"));
        var error = await FailsAsync(Spinner.StartAsync(Good));
        Assert.Equal(SpinnerError.Faulted, error.Reason);
        Assert.Equal(ExitStatus.Exited(3), error.LastExit);
        Assert.Equal((await InfoAsync()).Fault!.RetryAt, error.RetryAt);
        Assert.Single(Launches.All);
    }

    [Fact(Timeout = Limit)]
    public async Task Start_while_Restarting_gets_the_new_launch()
    {
        var (restart, old) = await ToRestartingAsync(Stubborn);
        var start = Spinner.StartAsync(Name);
        Kill(old.Pid);
        var ready = await start;
        Assert.Equal(2, ready.Launch);
        Assert.Equal(ready, await restart);
        await AnswersAsync(ready);
    }

    [Fact(Timeout = Limit)]
    public async Task Start_while_Stopping_is_honoured()
    {
        var (stop, old) = await ToStoppingAsync(Stubborn);
        var start = Spinner.StartAsync(Good);
        Kill(old.Pid);
        Assert.Equal(new StopSucceeded(Name, WasRunning: true), await stop);
        var ready = await start;
        Assert.False(ready.OptionsIgnored);
        Assert.NotEqual(old.Endpoint, ready.Endpoint);
        await AnswersAsync(ready);
        await ToldAsync("Started(Start)", "Stopped(Stop)", "Started(Start)");
    }
}
