using System.Net.Sockets;

namespace Spinner.Actors.Tests.Survival.Transitions;

public class StopSpec : TransitionSpecs
{
    [Fact(Timeout = Limit)]
    public async Task Stop_while_Stopped_answers()
    {
        await ToStartedAsync(Good);
        Assert.Equal(new StopSucceeded(Name, WasRunning: true), await Spinner.StopAsync(Name));
        Assert.Equal(new StopSucceeded(Name, WasRunning: false), await Spinner.StopAsync(Name));
        await ToldAsync("Started(Start)", "Stopped(Stop)");
    }

    [Fact(Timeout = Limit)]
    public async Task Stop_while_Starting_rejects_the_start()
    {
        var start = await ToStartingAsync(Good);
        Assert.IsType<StopSucceeded>(await Spinner.StopAsync(Name));
        Assert.Equal(SpinnerError.Aborted, (await FailsAsync(start)).Reason);
        Endpoints.Open();
        Assert.Equal(ChildState.Stopped, await StateAsync());
        Assert.Empty(Launches.All);
    }

    [Fact(Timeout = Limit)]
    public async Task Stop_while_Starting_in_a_pause_rejects_the_start()
    {
        var start = await ToPauseAsync();
        Assert.IsType<StopSucceeded>(await Spinner.StopAsync(Name));
        Assert.Equal(SpinnerError.Aborted, (await FailsAsync(start)).Reason);
        Assert.Equal(ChildState.Stopped, await StateAsync());
        NothingLives();
    }

    [Fact(Timeout = Limit)]
    public async Task Stop_while_Binding_ends_the_launch()
    {
        var (start, process) = await ToBindingAsync(Child("never-bind"));
        Assert.Equal(new StopSucceeded(Name, WasRunning: true), await Spinner.StopAsync(Name));
        Assert.Empty(process.Living);
        var error = await FailsAsync(start);
        Assert.Equal((SpinnerError.Aborted, (DateTimeOffset?)null), (error.Reason, error.RetryAt));
        await ToldAsync("Stopped(Stop)");
    }

    [Fact(Timeout = Limit)]
    public async Task Stop_while_Started_ends_the_launch()
    {
        var ready = await ToStartedAsync(Good);
        Assert.Equal(new StopSucceeded(Name, WasRunning: true), await Spinner.StopAsync(Name));
        NothingLives();
        Assert.Equal(ExitStatus.Killed(15), (await Told.NextAsync<ChildStopped>()).Exit);
        var info = await InfoAsync();
        Assert.Equal((ChildState.Stopped, null, null, "stopped on request"), (info.State, info.Endpoint, info.Pid, info.DownBecause));
        await Assert.ThrowsAsync<SocketException>(async () => await ready.Endpoint.ConnectAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task Stop_while_Faulted_forgets_the_fault()
    {
        await ToFaultedAsync(Child("exit", "3"));
        Assert.Equal(new StopSucceeded(Name, WasRunning: false), await Spinner.StopAsync(Name));
        Assert.Null((await InfoAsync()).Fault);
        await AnswersAsync(await Spinner.StartAsync(Good));
    }

    [Fact(Timeout = Limit)]
    public async Task Stop_while_Restarting_rejects_the_restart()
    {
        var (restart, old) = await ToRestartingAsync(Stubborn);
        var stop = Spinner.StopAsync(Name);
        Assert.Equal(SpinnerError.Aborted, (await FailsAsync(restart)).Reason);
        Kill(old.Pid);
        Assert.Equal(new StopSucceeded(Name, WasRunning: true), await stop);
        Assert.Single(Launches.All);
    }

    [Fact(Timeout = Limit)]
    public async Task Stop_while_Stopping_shares_the_end_and_takes_back_a_start()
    {
        var (first, old) = await ToStoppingAsync(Stubborn);
        var start = Spinner.StartAsync(Name);
        var second = Spinner.StopAsync(Name);
        Assert.Equal(SpinnerError.Aborted, (await FailsAsync(start)).Reason);
        Kill(old.Pid);
        Assert.Equal(await first, await second);
        Assert.Equal(ChildState.Stopped, await StateAsync());
        await ToldAsync("Started(Start)", "Stopped(Stop)");
    }
}
