namespace Spinner.Actors.Tests.Survival.Transitions;

/// <summary>Somebody outside kills the process. It has one only while binding, started, restarting and stopping.</summary>
public class TerminateSpec : TransitionSpecs
{
    [Fact(Timeout = Limit)]
    public async Task Terminate_while_Binding_costs_an_attempt()
    {
        var (start, process) = await ToBindingAsync(Patient);
        Kill(process.Pid);
        var error = await Told.NextAsync<ChildError>();
        Assert.Equal((SpinnerError.ExitedBeforeReady, 1, 3), (error.Reason, error.Attempt, error.Attempts));
        Assert.Equal(ExitStatus.Killed(9), error.Exit);
        Bind();
        var ready = await start;
        Assert.Equal(2, ready.Launch);
        Assert.NotEqual(process.Endpoint, ready.Endpoint);
        Assert.Empty(process.Living);
    }

    [Fact(Timeout = Limit)]
    public async Task Terminate_while_Started_respawns()
    {
        var old = await ToStartedAsync(Good);
        Kill(old.Pid);
        var restarted = await Told.NextAsync<ChildRestarted>();
        Assert.Equal((2, TransitionCause.Crash), (restarted.Launch, restarted.Cause));
        Assert.NotEqual(old.Endpoint, restarted.Endpoint);
        await ToldAsync("Started(Start)", "Error(Crash)", "Restarted(Crash)");
        await AnswersAsync(await Spinner.StartAsync(Name));
    }

    [Fact(Timeout = Limit)]
    public async Task Terminate_while_Restarting_launches_the_new_one()
    {
        var (restart, old) = await ToRestartingAsync(Stubborn);
        Kill(old.Pid);
        await AnswersAsync(Assert.IsType<ChildReady>(await restart));
        await ToldAsync("Started(Start)", "Restarted(Restart)");
    }

    [Fact(Timeout = Limit)]
    public async Task Terminate_while_Restarting_with_the_new_one_binding_costs_an_attempt()
    {
        await ToStartedAsync(Shell($"[ -e '{PathOf("once")}' ] || {{ : > '{PathOf("once")}'; dummy bind; }}\n{Patient.Args![1]}"));
        var restart = Spinner.RestartAsync(Name);
        Kill((await Launches.NextAsync()).Pid);
        Assert.Equal(1, (await Told.NextAsync<ChildError>()).Attempt);
        Assert.Equal(ChildState.Restarting, await StateAsync());
        Bind();
        Assert.Equal(3, Assert.IsType<ChildReady>(await restart).Launch);
    }

    [Fact(Timeout = Limit)]
    public async Task Terminate_while_Stopping_ends_the_stop()
    {
        var (stop, old) = await ToStoppingAsync(Stubborn);
        Kill(old.Pid);
        Assert.Equal(new StopSucceeded(Name, WasRunning: true), await stop);
        Assert.Equal(ExitStatus.Killed(9), (await InfoAsync()).LastExit);
        NothingLives();
    }
}
