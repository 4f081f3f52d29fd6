
namespace Spinner.Host.Tests.Daemons;

/// <summary>The daemon as somebody else.</summary>
public class UnderSpec
{
    [UnderFact(Under.Nobody, Timeout = RealProgram.Limit)]
    public async Task An_ordinary_user_runs_it()
    {
        await using var daemon = new DaemonRun { Under = Under.Line(Under.Nobody) };
        daemon.Write(DaemonRun.Child("web", "autostart = on, endpoint = unix", "bind"));
        File.SetUnixFileMode(daemon.PathOf(), (UnixFileMode)0b1_111_111_111);
        daemon.Environment["HOME"] = daemon.PathOf("home");
        daemon.Environment["XDG_RUNTIME_DIR"] = daemon.PathOf("run");

        await daemon.StartAsync();
        var pid = await daemon.PidAsync("web");

        Assert.Contains("Uid:\t65534\t65534", await File.ReadAllTextAsync($"/proc/{pid}/status"), StringComparison.Ordinal);
        await daemon.DoAsync("restart", "web");
        Assert.Equal(0, await daemon.EndAsync());
        await DaemonRun.GoneAsync(pid);
    }

    [UnderFact(Under.Nobody, Timeout = RealProgram.Limit)]
    public async Task An_ordinary_user_needs_no_settings()
    {
        await using var daemon = new DaemonRun();
        await File.WriteAllTextAsync(
            daemon.File, $"spinner.children {{ {DaemonRun.Child("web", "autostart = on, endpoint = unix", "print", "hello", "bind")} }}");
        File.SetUnixFileMode(daemon.PathOf(), (UnixFileMode)0b1_111_111_111);
        foreach (var name in new[] { "XDG_RUNTIME_DIR", "XDG_STATE_HOME", "SPINNER_SOCKET" }) daemon.Environment[name] = "";
        foreach (var name in new[] { "HOME", "TMPDIR" }) daemon.Environment[name] = daemon.PathOf();

        var (code, answer) = await AsNobodyAsync("up", "--detach", "-c", daemon.File);
        Assert.Equal(0, code);
        var supervisor = int.Parse(answer.Split("(pid ")[1].Split(')')[0], System.Globalization.CultureInfo.InvariantCulture);
        var waited = await AsNobodyAsync("wait", "web");
        var shown = await AsNobodyAsync("logs", "web");
        ProcFacts.Signal(supervisor, 15);
        await Spinner.Tests.Eventually.HoldsAsync(() => !ProcFacts.IsAlive(supervisor), "the daemon is gone", TimeSpan.FromSeconds(60));

        Assert.Contains(daemon.PathOf("spinner-65534", "control.sock"), answer, StringComparison.Ordinal);
        Assert.Equal((0, (0, "hello\n")), (waited.Code, shown));
        Assert.True(File.Exists(daemon.PathOf(".local", "state", "spinner", "logs", "web.log")));

        async Task<(int Code, string Out)> AsNobodyAsync(params string[] args)
        {
            using var command = StartAsNobody(daemon, args);
            return (await command.EndAsync(), command.Out);
        }
    }

    [UnderFact(Under.Nobody, Timeout = RealProgram.Limit)]
    public async Task What_belongs_to_another_user_is_not_used()
    {
        await using var daemon = await DaemonRun.UpAsync();
        File.SetUnixFileMode(daemon.PathOf(), (UnixFileMode)0b1_111_111_111);
        await File.WriteAllTextAsync(daemon.PathOf("theirs.sock"), "");
        Directory.CreateDirectory(daemon.PathOf("theirs"));
        File.SetUnixFileMode(daemon.PathOf("theirs"), (UnixFileMode)0b1_111_111_111);
        using var given = SpinnerProcess.Start(daemon.Environment, "chown", ["12345", daemon.PathOf("theirs.sock"), daemon.PathOf("theirs")]);
        Assert.Equal(0, await given.EndAsync());

        Assert.Contains("may not be used by this user", await RefusedAsync("list", "--socket", daemon.Socket), StringComparison.Ordinal);
        Assert.Contains("another user (uid 12345", await RefusedAsync("list", "--socket", daemon.PathOf("theirs.sock")), StringComparison.Ordinal);
        Assert.Contains("another user (uid 12345", await RefusedAsync(
            "up", "-c", daemon.File, "--socket", daemon.PathOf("theirs", "control.sock")), StringComparison.Ordinal);

        async Task<string> RefusedAsync(params string[] args)
        {
            using var command = StartAsNobody(daemon, args);
            Assert.Equal(1, await command.EndAsync());
            return Assert.Single(command.Error.Trim().Split('\n'));
        }
    }

    [UnderFact(Under.Nobody, Timeout = RealProgram.Limit)]
    public async Task Root_sends_nothing_to_a_socket_of_another_user_unless_it_is_named()
    {
        await using var daemon = new DaemonRun();
        File.SetUnixFileMode(daemon.PathOf(), (UnixFileMode)0b1_111_111_111);
        var theirs = daemon.PathOf("theirs.sock");
        string[] line = [.. Under.Line(Under.Nobody), Spinner.Tests.Dummy.Dotnet, Spinner.Tests.Dummy.Dll, "bind-on", theirs];
        using var other = SpinnerProcess.Start(daemon.Environment, line[0], line[1..]);
        await Spinner.Tests.Eventually.HoldsAsync(() => File.Exists(theirs), "somebody listens", TimeSpan.FromSeconds(60));
        // Who makes a file is not who listens on it.
        using var given = SpinnerProcess.Start(daemon.Environment, "chown", ["0", theirs]);
        Assert.Equal(0, await given.EndAsync());

        using var found = SpinnerProcess.Start(new Dictionary<string, string> { ["SPINNER_SOCKET"] = theirs }, "list");
        using var named = SpinnerProcess.Start(daemon.Environment, "list", "--socket", theirs);
        await named.EndAsync();

        Assert.Equal(1, await found.EndAsync());
        Assert.Contains("belongs to another user (uid 65534)", found.Error, StringComparison.Ordinal);
        Assert.Contains("is another user's (uid 65534)", named.Error, StringComparison.Ordinal);
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

    [UnderFact(Under.Outside, Timeout = RealProgram.Limit)]
    public async Task Where_proc_shows_another_namespace_it_says_so_and_starts_nothing()
    {
        await using var daemon = new DaemonRun { Under = Under.Line(Under.Outside) };
        daemon.Write(DaemonRun.Child("web", "autostart = on", "bind"));

        Assert.Equal(1, await daemon.Launch().EndAsync());

        Assert.Contains("/proc is that of another pid namespace", Assert.Single(daemon.Process.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(File.Exists(daemon.Socket));
    }

    private static SpinnerProcess StartAsNobody(DaemonRun daemon, string[] args)
    {
        string[] line = [.. Under.Line(Under.Nobody), .. SpinnerProcess.Words, .. args];
        return SpinnerProcess.Start(daemon.Environment, line[0], line[1..]);
    }

    // Each thread has children of its own.
    private static List<int> Children(int pid) =>
    [
        .. Directory.GetDirectories($"/proc/{pid}/task").SelectMany(thread =>
            File.ReadAllText($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)),
    ];
}
