namespace Spinner.Actors.Tests.Survival.Transitions;

public class ChangeSpec : TransitionSpecs
{
    [Fact(Timeout = Limit)]
    public async Task Change_while_Stopped_does_nothing()
    {
        await ToStartedAsync(Good with { Monitor = Monitored });
        await Spinner.StopAsync(Name);
        await ChangeAsync();
        await ToldAsync("Started(Start)", "Stopped(Stop)");
        Assert.Equal(ChildState.Stopped, await StateAsync());
        Assert.Equal(2, (await Spinner.StartAsync(Name)).Launch);
    }

    [Fact(Timeout = Limit)]
    public async Task Change_while_Starting_launches_once()
    {
        var start = await ToStartingAsync(Good with { Monitor = Monitored });
        Write("monitored", "after");
        await UntilAsync(info => info.State == ChildState.Restarting);
        Endpoints.Open();
        await AnswersAsync(await start);
        Assert.Single(Launches.All);
        await ToldAsync("Started(FileChanged)");
    }

    [Fact(Timeout = Limit)]
    public async Task Change_while_Binding_launches_anew_for_the_same_start()
    {
        var (start, old) = await ToBindingAsync(Patient with { Monitor = Monitored });
        await ChangeAsync();
        Bind();
        var ready = await start;
        Assert.Equal(2, ready.Launch);
        Assert.Empty(old.Living);
        await ToldAsync("Started(FileChanged)");
    }

    [Fact(Timeout = Limit)]
    public async Task Change_while_Started_restarts()
    {
        var old = await ToStartedAsync(Good with { Monitor = Monitored });
        Write("monitored", "after");
        var restarted = await Told.NextAsync<ChildRestarted>();
        Assert.Equal((2, TransitionCause.FileChanged), (restarted.Launch, restarted.Cause));
        Assert.NotEqual(old.Endpoint, restarted.Endpoint);
        await ToldAsync("Started(Start)", "Restarted(FileChanged)");
        await AnswersAsync(await Spinner.StartAsync(Name));
    }

    [Fact(Timeout = Limit)]
    public async Task Change_while_Faulted_launches()
    {
        await ToFaultedAsync(SecondTimeLucky with { Monitor = Monitored });
        Write("monitored", "after");
        var started = await Told.NextAsync<ChildStarted>();
        Assert.Equal((2, TransitionCause.FileChanged), (started.Launch, started.Cause));
        await AnswersAsync(await Spinner.StartAsync(Name));
    }

    [Fact(Timeout = Limit)]
    public async Task Change_while_Restarting_is_read_by_the_new_launch()
    {
        var (restart, old) = await ToRestartingAsync(Stubborn with { Monitor = Monitored });
        await ChangeAsync();
        Kill(old.Pid);
        Assert.Equal(2, Assert.IsType<ChildReady>(await restart).Launch);
        await ToldAsync("Started(Start)", "Restarted(Restart)");
    }

    [Fact(Timeout = Limit)]
    public async Task Change_while_Stopping_does_nothing()
    {
        var (stop, old) = await ToStoppingAsync(Stubborn with { Monitor = Monitored });
        await ChangeAsync();
        Kill(old.Pid);
        Assert.IsType<StopSucceeded>(await stop);
        await ToldAsync("Started(Start)", "Stopped(Stop)");
        Assert.Equal(ChildState.Stopped, await StateAsync());
    }
}
