
namespace Spinner.Host.Tests.Daemons;

/// <summary>Starts that come while a reload waits for a child to stop.</summary>
public class ReloadUnderUseSpec
{
    private static string Web(params string[] verbs) => DaemonRun.Child("web", "autostart = on", [.. verbs, "slow-stop", "700", "bind"]);

    [Fact(Timeout = RealProgram.Limit)]
    public async Task They_get_the_child_as_the_file_has_it_now()
    {
        await using var daemon = await DaemonRun.UpAsync(Web());
        var old = await daemon.PidAsync("web");
        daemon.Write(Web("print", "new"));

        var (code, status) = await ReloadAndStartAsync(daemon);

        Assert.Equal((0, 200), (code, status));
        Assert.NotEqual(old, await daemon.PidAsync("web"));
        Assert.Contains("new", (await daemon.RunAsync("logs", "web")).Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task They_do_not_bring_back_a_child_the_file_has_no_longer()
    {
        await using var daemon = await DaemonRun.UpAsync(Web());
        var old = await daemon.PidAsync("web");
        daemon.Write();

        var (code, status) = await ReloadAndStartAsync(daemon);

        Assert.Equal((0, 404), (code, status));
        await DaemonRun.GoneAsync(old);
        Assert.Equal(4, (await daemon.RunAsync("get", "web")).Code);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_child_that_somebody_started_becomes_what_the_file_says_of_its_name()
    {
        await using var daemon = await DaemonRun.UpAsync();
        Assert.Equal(0, (await daemon.RunAsync("start", "web", "--", Dummy.Dotnet, Dummy.Dll, "bind")).Code);
        daemon.Write(Web("print", "new"));

        Assert.Contains("changed  web", (await daemon.RunAsync("reload")).Out, StringComparison.Ordinal);

        Assert.Contains("new", (await daemon.RunAsync("logs", "web")).Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Autostart_alone_restarts_nothing()
    {
        await using var daemon = await DaemonRun.UpAsync(Web(), DaemonRun.Child("other", "", "bind"));
        var web = await daemon.PidAsync("web");
        daemon.Write(DaemonRun.Child("web", "autostart = off", "slow-stop", "700", "bind"), DaemonRun.Child("other", "autostart = on", "bind"));

        await daemon.ReloadAsync();

        Assert.Equal(web, await daemon.PidAsync("web"));
        await daemon.PidAsync("other");
    }

    private static async Task<(int Code, int Status)> ReloadAndStartAsync(DaemonRun daemon)
    {
        var reload = daemon.RunAsync("reload");
        // Nobody tells that a child is stopping, so it is asked again and again.
        while (await StateAsync(daemon) != "stopping") Assert.False(reload.IsCompleted, "the reload waits for the child");
        var (status, _) = await daemon.AskAsync(HttpMethod.Post, "/v1/children/web/start");
        return ((await reload).Code, status);
    }

    private static async Task<string?> StateAsync(DaemonRun daemon) =>
        (await daemon.AskAsync(HttpMethod.Get, "/v1/children/web")).Body.GetProperty("state").GetString();
}
