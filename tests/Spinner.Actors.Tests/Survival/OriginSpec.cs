using System.Net.Http;
using System.Net.Sockets;

namespace Spinner.Actors.Tests.Survival;

/// <summary>
/// The 24 behaviours that the published tests of the origin, npm's spinner 0.3.4, look for, by their names: an app that is written, started, stopped,
/// changed and ends, in each state. Three of them are empty there, because nothing can be sent from outside; here they look at what there is to see.
/// </summary>
public partial class OriginSpec : SurvivalSpecs
{
    private const string Bad = "exit 1";

    private string App => PathOf("app.sh");

    [Fact(Timeout = Limit)]
    public async Task ReloadAfterFailure()
    {
        await StartedAsync("1");
        WriteApp(Good("2"));
        await SaysAsync("2");
        WriteApp(Bad);
        await FailsAsync();
        WriteApp(Good("3"));
        await SaysAsync("3");
    }

    [Fact(Timeout = Limit)]
    public async Task StartWhileStopped()
    {
        await StartedAsync("o");
        await StopAsync();
        await StartAsync();
        await SaysAsync("o");
    }

    [Fact(Timeout = Limit)]
    public async Task StopWhileStopped()
    {
        await StartedAsync("o");
        await StopAsync();
        await StopAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task TermWhileStopped()
    {
        await StartedAsync("o");
        await StopAsync();
        NothingLives();
    }

    [Fact(Timeout = Limit)]
    public async Task ChangeWhileStopped()
    {
        await StartedAsync("o");
        await StopAsync();
        WriteApp(Good("p"));
        await FailsAsync();
        await StartAsync();
        await SaysAsync("p");
    }

    [Fact(Timeout = Limit)]
    public async Task StartWhileStarting()
    {
        WriteApp(Good("x"));
        await Task.WhenAll(StartAsync(), StartAsync());
        await SaysAsync("x");
        Assert.Single(Launches.All);
    }

    [Fact(Timeout = Limit)]
    public async Task StopWhileStarting()
    {
        WriteApp(Good("x"));
        var start = StartAsync();
        await StopAsync();
        await FailsAsync(start);
    }

    [Fact(Timeout = Limit)]
    public async Task TermWhileStarting()
    {
        WriteApp(Bad);
        await FailsAsync(StartAsync());
        await FailsAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task ChangeWhileStarting()
    {
        WriteApp(Good("5"));
        var start = StartAsync();
        WriteApp(Good("6"));
        await start;
        await SaysAsync("6");
    }

    [Fact(Timeout = Limit)]
    public async Task StartWhileBinding()
    {
        WriteApp(Slow("0"));
        var start = StartAsync();
        await Launches.NextAsync();
        await Task.WhenAll(start, StartAsync());
        await SaysAsync("0");
    }

    [Fact(Timeout = Limit)]
    public async Task StopWhileBinding()
    {
        WriteApp("sleep 1000");
        var start = StartAsync();
        await Launches.NextAsync();
        await StopAsync();
        await FailsAsync(start);
        await FailsAsync();
    }

    [Fact(Timeout = Limit)]
    public async Task TermWhileBinding()
    {
        WriteApp(Bad);
        await FailsAsync(StartAsync());
        await FailsAsync(StartAsync());
        WriteApp(Good("GOOD"));
        await SaysAsync("GOOD");
    }

    [Fact(Timeout = Limit)]
    public async Task ChangeWhileBinding()
    {
        await StartedAsync("A");
        await Launches.NextAsync();
        WriteApp("sleep 1000");
        await Launches.NextAsync();
        WriteApp(Good("C"));
        await SaysAsync("C");
    }

    [Fact(Timeout = Limit)]
    public async Task IdleTest()
    {
        WriteApp(Good("i"));
        for (var i = 0; i < 5; i++) await StartAsync(Seconds(0.5));
        Assert.Equal(TransitionCause.Idle, (await Told.NextAsync<ChildStopped>()).Cause);
        NothingLives();
    }

    [Fact(Timeout = Limit)]
    public async Task TestIdleWithLazyKiller()
    {
        WriteApp(Bad);
        for (var i = 0; i < 5; i++) await FailsAsync(StartAsync(Seconds(0.5)));
        Assert.Equal(TransitionCause.Idle, (await Told.NextAsync<ChildStopped>()).Cause);
        Assert.Equal((ChildState.Stopped, SpinnerError.ExitedBeforeReady), ((await InfoAsync()).State, (await InfoAsync()).LastFault?.Reason));
    }

    private static string Good(string says) => $"export SAYS={says}\ndummy bind";

    private static string Slow(string says) => $"sleep 0.2\n{Good(says)}";

    private void WriteApp(string line) => Write("app.sh", InShell(line));

    private Task<ChildReady> StartAsync(TimeSpan? idleTime = null) =>
        Spinner.StartAsync(new ChildOptions { Name = Name, Script = App, Attempts = 2, IdleTime = idleTime });

    private async Task StartedAsync(string says)
    {
        WriteApp(Good(says));
        await StartAsync();
        await SaysAsync(says);
    }

    private async Task StopAsync()
    {
        Assert.IsType<StopSucceeded>(await Spinner.StopAsync(Name));
        await FailsAsync();
    }

    /// <summary>Nothing serves, now or soon.</summary>
    private Task FailsAsync() => UntilAsync(info => info.State is ChildState.Stopped or ChildState.Faulted && info.Endpoint is null);

    /// <summary>It serves, now or soon, and what it was written to say.</summary>
    private async Task SaysAsync(string says)
    {
        using var every = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await AskAsync() != says) await every.WaitForNextTickAsync();
    }

    private async Task<string?> AskAsync()
    {
        if ((await InfoAsync()).Endpoint is not { } endpoint) return null;
        try
        {
            return await Dummy.GetAsync(endpoint, "/env/SAYS");
        }
        catch (Exception gone) when (gone is HttpRequestException or SocketException or IOException)
        {
            // It has just been stopped.
            return null;
        }
    }
}
