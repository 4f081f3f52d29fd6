namespace Spinner.Host.Tests.Daemons;

/// <summary>Variables of a file reach the process, change with a reload, and are never shown.</summary>
public class EnvFileReloadSpec
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_reload_changes_the_child_whose_file_has_changed_and_shows_nothing_of_it()
    {
        await using var daemon = new DaemonRun();
        await File.WriteAllTextAsync(daemon.PathOf(".env"), "TOKEN='first secret'\n");
        daemon.Write(DaemonRun.Child("with", "autostart = on, env-file = \".env\"", "bind"), DaemonRun.Child("without", "autostart = on", "bind"));
        await daemon.StartAsync();
        var (with, without) = (await daemon.PidAsync("with"), await daemon.PidAsync("without"));
        Assert.Contains("TOKEN=first secret", EnvironmentOf(with));

        await File.WriteAllTextAsync(daemon.PathOf(".env"), "TOKEN='second secret'\n");
        await daemon.ReloadAsync();

        var changed = await daemon.PidAsync("with", after: with);
        Assert.Contains("TOKEN=second secret", EnvironmentOf(changed));
        Assert.Equal(without, await daemon.PidAsync("without"));
        Assert.DoesNotContain("secret", (await daemon.AskAsync(HttpMethod.Get, "/v1/children/with")).Body.GetRawText(), StringComparison.Ordinal);

        await File.WriteAllTextAsync(daemon.PathOf(".env"), "TOKEN='third secret\n");
        var (code, _, error) = await daemon.RunAsync("reload");

        Assert.Equal(1, code);
        Assert.Contains(".env line 1: the quotes of TOKEN have no end", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error + daemon.Process.Out + daemon.Process.Error, StringComparison.Ordinal);
        Assert.Equal(changed, await daemon.PidAsync("with"));
    }

    private static string[] EnvironmentOf(int pid) => File.ReadAllText($"/proc/{pid}/environ").Split('\0');
}
