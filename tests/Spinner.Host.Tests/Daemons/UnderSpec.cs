using Spinner.Processes.Tests.Engine;

namespace Spinner.Host.Tests.Daemons;

/// <summary>The daemon as somebody else.</summary>
public class UnderSpec
{
    [UnderFact(Under.Nobody, Timeout = RealProgram.Limit)]
    public async Task An_ordinary_user_runs_it()
    {
        await using var daemon = new DaemonRun { Under = Under.Line(Under.Nobody) };
        daemon.Write(DaemonRun.Child("web", "autostart = on, endpoint = unix", "bind"));
        File.SetUnixFileMode(daemon.PathOf(), (UnixFileMode)0b111_111_111);
        daemon.Environment["HOME"] = daemon.PathOf("home");
        daemon.Environment["XDG_RUNTIME_DIR"] = daemon.PathOf("run");

        await daemon.StartAsync();
        var pid = await daemon.PidAsync("web");

        Assert.Contains("Uid:\t65534\t65534", await File.ReadAllTextAsync($"/proc/{pid}/status"), StringComparison.Ordinal);
        Assert.Equal(0, (await daemon.RunAsync("restart", "web")).Code);
        Assert.Equal(0, await daemon.EndAsync());
        await DaemonRun.GoneAsync(pid);
    }

    [UnderFact(Under.First, Timeout = RealProgram.Limit)]
    public async Task As_process_1_it_serves_reaps_and_drains()
    {
        await using var daemon = new DaemonRun { Under = Under.Line(Under.First) };
        daemon.Write(DaemonRun.Child("web", "autostart = on", "daemon", "[", "exit-after", "300", "0", "]", "bind"));
        await daemon.StartAsync();
        await daemon.PidAsync("web");
        Assert.Equal(1, (await daemon.AskAsync(HttpMethod.Get, "/health")).Body.GetProperty("pid").GetInt32());
        var first = Assert.Single(Children(daemon.Process.Pid));
        // The child and the guardian. The daemon that the child made became a child of process 1 and stays one, dead, unless that reaps it.
        await Spinner.Tests.Eventually.HoldsAsync(
            () => Children(first) is { Count: 2 } left && left.All(ProcFacts.IsAlive), "no zombie stays", TimeSpan.FromSeconds(60));

        ProcFacts.Signal(first, 15);

        Assert.Equal(0, await daemon.Process.EndAsync());
        Assert.Contains("web stopped: drain", daemon.Process.Out, StringComparison.Ordinal);
    }

    private static List<int> Children(int pid) =>
        [.. File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
}
