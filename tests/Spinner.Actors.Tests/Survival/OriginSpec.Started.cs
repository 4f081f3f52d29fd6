namespace Spinner.Actors.Tests.Survival;

// What happens to an app that has been started, and to one that was given up.
public partial class OriginSpec
{
    [Fact(Timeout = Limit)]
    public async Task StartWhileStarted()
    {
        await StartedAsync("m");
        await StartAsync();
        await SaysAsync("m");
        Assert.Single(Launches.All);
    }

    [Fact(Timeout = Limit)]
    public async Task StopWhileStarted()
    {
        await StartedAsync("m");
        await StopAsync();
        await FailsAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task TermWhileStarted()
    {
        await StartedAsync("m");
        Kill((await InfoAsync()).Pid!.Value);
        await Told.NextAsync<ChildRestarted>();
        await SaysAsync("m");
    }

    [Fact(Timeout = Limit)]
    public async Task ChangeWhileStarted()
    {
        await StartedAsync("k");
        WriteApp(Good("h"));
        await SaysAsync("h");
    }

    [Fact(Timeout = Limit)]
    public async Task StartWhileFaulted()
    {
        WriteApp(Bad);
        await FailsAsync(StartAsync());
        await FailsAsync(StartAsync());
        await FailsAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task StopWhileFaulted()
    {
        WriteApp(Bad);
        await FailsAsync(StartAsync());
        await StopAsync();
        WriteApp(Good("x"));
        await StartAsync();
        await SaysAsync("x");
    }

    [Fact(Timeout = Limit)]
    public async Task TermWhileFaulted()
    {
        WriteApp(Bad);
        await FailsAsync(StartAsync());
        Assert.Equal(ChildState.Faulted, (await InfoAsync()).State);
        NothingLives();
    }

    [Fact(Timeout = Limit)]
    public async Task ChangeWhileFaulted()
    {
        WriteApp(Bad);
        await FailsAsync(StartAsync());
        WriteApp(Good("x"));
        await SaysAsync("x");
    }

    [Fact(Timeout = Limit)]
    public async Task StartWhileStopping()
    {
        await StartedAsync("z");
        var stop = Spinner.StopAsync(Name);
        await UntilAsync(info => info.State != ChildState.Started);
        await StartAsync();
        Assert.IsType<StopSucceeded>(await stop);
        await SaysAsync("z");
    }
}
