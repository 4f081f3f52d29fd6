
namespace Spinner.Host.Tests.Daemons;

/// <summary>Files that are none, or not yet, or say nothing: what is in force stays, and the next reload goes on.</summary>
public class ConfigSpec(SharedDaemon shared) : IClassFixture<SharedDaemon>
{
    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("")]
    [InlineData("\n  # what was here?\n")]
    [InlineData("host.log-files = 5\n")]
    public async Task A_file_without_a_word_about_children_removes_none(string text)
    {
        var daemon = await WithAsync(DaemonRun.Child("web", "autostart = on", "bind"));
        var pid = await daemon.PidAsync("web");
        await File.WriteAllTextAsync(daemon.File, text);

        var (status, problem) = await daemon.AskAsync(HttpMethod.Post, "/v1/reload");

        Assert.Equal(400, status);
        Assert.Contains(daemon.File, problem.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(pid, await daemon.PidAsync("web"));
        daemon.WriteText("spinner.children {}");
        await daemon.ReloadAsync();
        Assert.Equal(4, (await daemon.RunAsync("get", "web")).Code);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task An_empty_file_starts_no_daemon()
    {
        await using var daemon = new DaemonRun();
        await File.WriteAllTextAsync(daemon.File, "");
        Assert.Equal(1, await daemon.Launch().EndAsync());
        Assert.Contains("nothing in it", daemon.Process.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("pipe")]
    [InlineData("device")]
    [InlineData("directory")]
    [InlineData("nowhere")]
    [InlineData("big")]
    public async Task What_is_no_file_is_refused_and_does_not_hold_up_the_next_reload(string what)
    {
        var daemon = await WithAsync(DaemonRun.Child("web", "", "bind"));
        var text = await File.ReadAllTextAsync(daemon.File);
        File.Delete(daemon.File);
        switch (what)
        {
            case "pipe":
                using (var made = SpinnerProcess.Start(daemon.Environment, "mkfifo", [daemon.File])) Assert.Equal(0, await made.EndAsync());
                break;
            case "device": File.CreateSymbolicLink(daemon.File, "/dev/zero"); break;
            case "directory": Directory.CreateDirectory(daemon.File); break;
            case "nowhere": File.CreateSymbolicLink(daemon.File, "/nowhere"); break;
            default:
                await using (var file = File.Create(daemon.File)) file.SetLength(1024 * 1024 * 1024);
                break;
        }

        var (status, problem) = await daemon.AskAsync(HttpMethod.Post, "/v1/reload");

        Assert.Equal(400, status);
        Assert.Contains(daemon.File, problem.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("stopped", (await daemon.AskAsync(HttpMethod.Get, "/v1/children/web")).Body.GetProperty("state").GetString());
        if (Directory.Exists(daemon.File)) Directory.Delete(daemon.File);
        else File.Delete(daemon.File);
        await File.WriteAllTextAsync(daemon.File, text);
        await daemon.ReloadAsync();
    }

    [ProgramFact("bash", Timeout = RealProgram.Limit)]
    public async Task What_can_be_read_once_is_read_once_and_a_reload_says_so()
    {
        await using var daemon = new DaemonRun();
        daemon.Write(DaemonRun.Child("web", "autostart = on", "bind"));
        var line = $"exec {SpinnerProcess.Line} up --plain --socket {daemon.Socket} -c <(cat {daemon.File})";
        using var up = SpinnerProcess.Start(daemon.Environment, "bash", ["-c", line]);
        await Eventually.HoldsAsync(() => up.HasExited || up.Out.Contains($" on {daemon.Socket}, ", StringComparison.Ordinal), "it listens",
            TimeSpan.FromSeconds(60));
        var pid = await daemon.PidAsync("web");

        var (code, _, error) = await daemon.RunAsync("reload");

        Assert.Equal(1, code);
        Assert.Contains("is a pipe, which can be read only once", error, StringComparison.Ordinal);
        Assert.Equal(pid, await daemon.PidAsync("web"));
        ProcFacts.Signal(up.Pid, 15);
        Assert.Equal(0, await up.EndAsync());
    }

    /// <summary>The shared daemon with these children alone.</summary>
    private async Task<DaemonRun> WithAsync(string children)
    {
        shared.Daemon.Write(children);
        await shared.Daemon.ReloadAsync();
        return shared.Daemon;
    }
}
