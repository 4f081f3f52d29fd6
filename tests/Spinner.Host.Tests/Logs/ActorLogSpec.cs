namespace Spinner.Host.Tests.Logs;

/// <summary>What actors log is in the daemon's log, a line of it like any other.</summary>
public class ActorLogSpec
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task Actors_log_to_the_daemons_log()
    {
        await using var daemon = new DaemonRun();
        daemon.WriteText("akka.loglevel = info\nspinner.children {\n" + DaemonRun.Child("web", "", "bind") + "}\n");
        await daemon.StartAsync();

        Assert.Equal(0, (await daemon.RunAsync("start", "web")).Code);

        await Eventually.HoldsAsync(
            () => daemon.Process.Out.Contains("INF Child web Starting → Started because ", StringComparison.Ordinal), "it is logged");
        Assert.Equal(0, await daemon.EndAsync());
    }
}
