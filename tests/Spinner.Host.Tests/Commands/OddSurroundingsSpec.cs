
namespace Spinner.Host.Tests.Commands;

/// <summary>Surroundings nobody expects: told in plain words, with an exit code, and without a stack.</summary>
public class OddSurroundingsSpec(SharedDaemon shared) : IClassFixture<SharedDaemon>
{
    private const string NoSpace = "The output cannot be written: No space left on device";
    private const string Closed = "The output cannot be written: it was closed";

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("list >/dev/full", 1, NoSpace)]
    [InlineData("list -o json >/dev/full", 1, NoSpace)]
    [InlineData("get web >/dev/full", 1, NoSpace)]
    [InlineData("explain web >/dev/full", 1, NoSpace)]
    [InlineData("start web >/dev/full", 1, NoSpace)]
    [InlineData("events --after 0 >/dev/full", 1, NoSpace)]
    [InlineData("--help >/dev/full", 1, NoSpace)]
    [InlineData("completion bash >/dev/full", 1, NoSpace)]
    [InlineData("validate FILE >/dev/full", 1, NoSpace)]
    [InlineData("--nonsense >/dev/full", 2, "'--nonsense'")]
    [InlineData("list >&-", 1, Closed)]
    [InlineData("--help >&-", 1, Closed)]
    [InlineData("events >&-", 1, Closed)]
    [InlineData("logs web -f >&-", 1, Closed)]
    [InlineData("validate nowhere 2>/dev/full", 1)]
    [InlineData("list 2>&-", 0)]
    [InlineData("get nobody 2>&-", 4)]
    [InlineData("get nobody 2>/dev/full", null)]
    [InlineData("--nonsense >/dev/full 2>/dev/full", 2)]
    public async Task Output_that_cannot_be_written_is_told_and_is_no_stack(string line, int? expected, string told = "")
    {
        var daemon = shared.Daemon;

        var (code, _, error) = await ShellAsync(daemon, $"$SPINNER {line.Replace("FILE", daemon.File, StringComparison.Ordinal)}");

        AssertNoStack(error);
        Assert.Contains(told, error, StringComparison.Ordinal);
        if (expected is { } known) Assert.Equal(known, code);
        else Assert.InRange(code, 0, 5);
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData(">&-")]
    [InlineData("2>&-")]
    [InlineData(">&- 2>&- <&-")]
    [InlineData(">/dev/full")]
    [InlineData("1</dev/null")]
    public async Task A_daemon_whose_output_cannot_be_written_lives_and_ends_in_order(string redirection)
    {
        await using var daemon = new DaemonRun();
        daemon.Write(DaemonRun.Child("web", "autostart = on", "print", "hello", "print-error", "oops", "bind"));
        using var up = Shell(daemon, $"exec $SPINNER up --plain --socket {daemon.Socket} -c {daemon.File} {redirection}");
        await daemon.AnswersAsync(up);
        var pid = await daemon.PidAsync("web");
        for (var i = 0; i < 3; i++) await daemon.DoAsync("restart", "web");
        pid = await daemon.PidAsync("web");

        ProcFacts.Signal(up.Pid, 15);

        Assert.Equal(0, await up.EndAsync());
        await DaemonRun.GoneAsync(pid);
        AssertNoStack(up.Error);
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("$SPINNER list --socket SOCKET", 0)]
    [InlineData("$SPINNER list --socket nowhere", 3)]
    [InlineData("$SPINNER start new --socket SOCKET --cwd /tmp -- /bin/false", 1)]
    [InlineData("$SPINNER start new --socket SOCKET -- /bin/false", 1)]
    [InlineData("$SPINNER validate FILE", 0)]
    [InlineData("$SPINNER validate nowhere", 1)]
    [InlineData("$SPINNER reload --socket SOCKET", 0)]
    public async Task A_directory_that_is_gone_is_no_stack(string line, int expected)
    {
        var daemon = shared.Daemon;
        line = line.Replace("SOCKET", daemon.Socket, StringComparison.Ordinal).Replace("FILE", daemon.File, StringComparison.Ordinal);

        var (code, _, error) = await ShellAsync(daemon, $"mkdir gone && cd gone && rmdir ../gone && {line}");

        AssertNoStack(error);
        Assert.Equal(expected, code);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_daemon_may_begin_in_a_directory_that_is_gone()
    {
        await using var daemon = new DaemonRun { Under = ["sh", "-c", "d=$(mktemp -d) && cd \"$d\" && rmdir \"$d\" && exec \"$@\"", "sh"] };
        daemon.WriteText($$"""
            front-door { listen = ["http://127.0.0.1:{{Dummy.FreeTcp().Port}}"], routes { web { hosts = ["web.example"] } } }
            spinner.children { {{DaemonRun.Child("web", $"autostart = on, cwd = \"{daemon.PathOf()}\"", "bind")}} }
            """);

        await daemon.StartAsync();

        var pid = await daemon.PidAsync("web");
        Assert.Equal(0, await daemon.EndAsync());
        await DaemonRun.GoneAsync(pid);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_directory_for_temporary_files_that_is_not_there_keeps_nobody_from_the_background()
    {
        await using var daemon = new DaemonRun();
        daemon.Write(DaemonRun.Child("web", "", "bind"));
        daemon.Environment["TMPDIR"] = "/nowhere";

        var (code, _, error) = await daemon.RunAsync("up", "--detach", "-c", daemon.File);

        AssertNoStack(error);
        Assert.Equal(0, code);
        var pid = (await daemon.AskAsync(HttpMethod.Get, "/health")).Body.GetProperty("pid").GetInt32();
        ProcFacts.Signal(pid, 15);
        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(pid), "the daemon is gone", TimeSpan.FromSeconds(60));
    }

    [UnderFact(Under.Nobody, Timeout = RealProgram.Limit)]
    public async Task Without_a_home_state_goes_nowhere_and_that_is_told()
    {
        await using var daemon = new DaemonRun();
        await File.WriteAllTextAsync(daemon.File, $"spinner.children {{ {DaemonRun.Child("web", "", "bind")} }}");
        File.SetUnixFileMode(daemon.PathOf(), (UnixFileMode)0b1_111_111_111);
        var line = string.Join(' ', Under.Line(Under.Nobody));

        var (code, _, error) = await ShellAsync(
            daemon, $"env -u XDG_STATE_HOME HOME=/nonexistent {line} $SPINNER up --plain -c {daemon.File} --socket {daemon.Socket}");

        Assert.Equal(1, code);
        Assert.Contains("host.log-dir", error, StringComparison.Ordinal);
        AssertNoStack(error);
        Assert.False(Directory.Exists(daemon.PathOf(".local")));
    }

    [ProgramTheory("prlimit", Timeout = RealProgram.Limit)]
    [InlineData(48, "list", "spinner: 48 descriptors (ulimit -Hn, LimitNOFILE=) are too few")]
    [InlineData(64, "up", "spinner: 64 descriptors (ulimit -Hn, LimitNOFILE=) are too few")]
    [InlineData(200, "up", "spinner: 200 descriptors (ulimit -Hn, LimitNOFILE=) are too few: the daemon takes about 250")]
    public async Task Too_few_descriptors_are_told_in_plain_words(int limit, string verb, string told)
    {
        var (code, output, error) = await ShellAsync(shared.Daemon, $"prlimit --nofile={limit}:{limit} $SPINNER {verb}");

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith(told, error, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_name_with_an_at_sign_is_a_name()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("@scope/app", "", "print", "hello", "bind"));
        Assert.Equal(0, (await daemon.RunAsync("start", "@scope/app")).Code);
        Assert.Contains("hello", (await daemon.RunAsync("logs", "@scope/app")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await daemon.RunAsync("stop", "@scope/app")).Code);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_script_that_is_started_by_its_path_is_the_one_that_lies_here()
    {
        await using var daemon = await DaemonRun.UpAsync();
        Directory.CreateDirectory(daemon.PathOf("here"));
        await File.WriteAllTextAsync(daemon.PathOf("here", "app.sh"), $"pwd\nexec {Dummy.Dotnet} {Dummy.Dll} bind\n");

        var (code, _, error) = await ShellAsync(daemon, $"cd here && $SPINNER start ./app.sh --socket {daemon.Socket}");

        Assert.True(code == 0, error);
        Assert.StartsWith(daemon.PathOf("here"), (await daemon.RunAsync("logs", "./app.sh")).Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task The_file_that_lies_here_is_taken_and_told()
    {
        await using var daemon = new DaemonRun();
        daemon.Write(DaemonRun.Child("mine", "", "bind"));
        Directory.CreateDirectory(daemon.PathOf("here"));
        File.Copy(daemon.File, daemon.PathOf("here", "spinner.conf"));
        using var up = Shell(daemon, $"cd here && exec $SPINNER up --plain --socket {daemon.Socket}");

        await daemon.AnswersAsync(up);

        Assert.Equal(0, (await daemon.RunAsync("get", "mine")).Code);
        Assert.Contains($"1 child of {daemon.PathOf("here", "spinner.conf")}", up.Out, StringComparison.Ordinal);
        ProcFacts.Signal(up.Pid, 15);
        Assert.Equal(0, await up.EndAsync());
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData("./nowhere.js")]
    [InlineData("new", "--", "/nowhere/at/all")]
    [InlineData("new", "--options", "{\"attempts\":1,\"command\":\"/bin/sh\",\"args\":[\"-c\",\"echo why; exit 3\"]}")]
    public async Task A_first_start_that_fails_leaves_no_child(params string[] args)
    {
        var daemon = shared.Daemon;

        Assert.NotEqual(0, (await daemon.RunAsync(["start", .. args])).Code);

        var names = (await daemon.AskAsync(HttpMethod.Get, "/v1/children")).Body.EnumerateObject().Select(c => c.Name);
        Assert.Equal(["slow", "web"], names.Order(StringComparer.Ordinal));
        // What it said is kept.
        if (args is [_, "--options", _]) Assert.Contains("why", (await daemon.RunAsync("logs", "new")).Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task An_option_that_is_given_by_two_names_is_refused()
    {
        var daemon = shared.Daemon;
        var (status, problem) = await daemon.AskAsync(HttpMethod.Post, "/v1/children/x/start", """{"command":"/bin/true","idleTime":5,"idle-time":9}""");
        Assert.Equal(400, status);
        Assert.Contains("idle-time", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, (await daemon.RunAsync("remove", "--", "")).Code);
    }

    private static SpinnerProcess Shell(DaemonRun daemon, string line)
    {
        var environment = new Dictionary<string, string>(daemon.Environment) { ["SPINNER_SOCKET"] = daemon.Socket };
        return SpinnerProcess.Start(environment, "sh", ["-c", $"cd {daemon.PathOf()}; SPINNER='{SpinnerProcess.Line}'; {line}"]);
    }

    private static async Task<(int Code, string Out, string Error)> ShellAsync(DaemonRun daemon, string line)
    {
        using var shell = Shell(daemon, line);
        return (await shell.EndAsync(), shell.Out, shell.Error);
    }

    private static void AssertNoStack(string error)
    {
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", error, StringComparison.Ordinal);
    }
}
