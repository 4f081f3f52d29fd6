
namespace Spinner.Host.Tests.Daemons;

public class LifeSpec
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task Up_starts_what_autostarts_and_the_first_signal_stops_it()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "bind"), DaemonRun.Child("lazy", "", "bind"));
        var pid = await daemon.PidAsync("web");
        Assert.Equal("stopped", (await daemon.AskAsync(HttpMethod.Get, "/v1/children/lazy")).Body.GetProperty("state").GetString());

        Assert.Equal(0, await daemon.EndAsync());

        await DaemonRun.GoneAsync(pid);
        Assert.False(File.Exists(daemon.Socket));
        Assert.Contains("web stopped: drain", daemon.Process.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task The_second_signal_kills()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("stubborn", "autostart = on, stop-timeout = 1h", "ignore-sigterm", "bind"));
        var pid = await daemon.PidAsync("stubborn");

        ProcFacts.Signal(daemon.Process.Pid, 15);
        await Eventually.HoldsAsync(() => daemon.Process.Out.Contains("once more kills", StringComparison.Ordinal), "it drains",
            TimeSpan.FromSeconds(60));
        // Those that come with the first are part of it, so it takes a few; those that come while it ends do nothing.
        await Eventually.HoldsAsync(() => daemon.Process.HasExited || Tell(daemon.Process.Pid), "it is killed", TimeSpan.FromSeconds(60));
        Assert.Equal(1, await daemon.Process.EndAsync());

        await DaemonRun.GoneAsync(pid);
        Assert.False(File.Exists(daemon.Socket));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Ctrl_C_alone_drains()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "slow-stop", "200", "bind"));
        var pid = await daemon.PidAsync("web");

        Assert.Equal(0, await daemon.EndAsync(signal: 2));

        await DaemonRun.GoneAsync(pid);
        Assert.Contains("web stopped: drain", daemon.Process.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Who_does_not_stop_is_killed_at_the_deadline()
    {
        await using var daemon = new DaemonRun();
        var child = DaemonRun.Child("stubborn", "autostart = on, stop-timeout = 1h", "ignore-sigterm", "bind");
        daemon.WriteText($"spinner {{ drain-timeout = 1s\n children {{ {child} }} }}");
        await daemon.StartAsync();
        var pid = await daemon.PidAsync("stubborn");

        Assert.Equal(0, await daemon.EndAsync());

        await DaemonRun.GoneAsync(pid);
        Assert.Contains("was not drained within", daemon.Process.Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Without_a_file_and_a_terminal_it_runs_the_quickstart_and_writes_lines()
    {
        await using var daemon = new DaemonRun();
        daemon.Environment["XDG_STATE_HOME"] = daemon.PathOf("home");
        using var up = SpinnerProcess.Start(daemon.Environment, "up", "--socket", daemon.Socket);
        await Eventually.HoldsAsync(() => up.HasExited || up.Out.Contains($" on {daemon.Socket}, ", StringComparison.Ordinal), "it listens",
            TimeSpan.FromSeconds(60));
        Assert.False(up.HasExited, up.Error);

        foreach (var name in new[] { "hello", "clock" }) Assert.True(await daemon.PidAsync(name) > 0);
        ProcFacts.Signal(up.Pid, 15);

        Assert.Equal(0, await up.EndAsync());
        Assert.Contains("clock started on", up.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', up.Out);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_signal_that_comes_twice_at_once_is_one()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "slow-stop", "500", "bind"));
        await daemon.PidAsync("web");

        ProcFacts.Signal(daemon.Process.Pid, 15);
        ProcFacts.Signal(daemon.Process.Pid, 2);

        Assert.Equal(0, await daemon.Process.EndAsync());
        Assert.Contains("web stopped: drain", daemon.Process.Out, StringComparison.Ordinal);
    }

    private static bool Tell(int pid)
    {
        ProcFacts.TrySignal(pid, 15);
        return false;
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Only_its_owner_may_use_the_socket()
    {
        await using var daemon = await DaemonRun.UpAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(daemon.Socket));
        Assert.Equal("healthy", (await daemon.AskAsync(HttpMethod.Get, "/health")).Body.GetProperty("status").GetString());
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_second_daemon_is_told_who_holds_the_socket()
    {
        await using var daemon = await DaemonRun.UpAsync();
        var first = daemon.Process;

        var second = daemon.Launch();
        Assert.Equal(1, await second.EndAsync());

        Assert.Contains($"pid {first.Pid}", second.Error, StringComparison.Ordinal);
        Assert.Equal(first.Pid, (await daemon.AskAsync(HttpMethod.Get, "/health")).Body.GetProperty("pid").GetInt32());
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_killed_daemon_leaves_no_child_and_no_claim_to_its_socket()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "bind"));
        var pid = await daemon.PidAsync("web");
        await daemon.EndAsync(signal: 9);
        await DaemonRun.GoneAsync(pid);
        Assert.True(File.Exists(daemon.Socket));
        Assert.Equal(3, (await daemon.RunAsync("list")).Code);

        await daemon.StartAsync();

        Assert.NotEqual(pid, await daemon.PidAsync("web"));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task What_is_no_socket_is_not_removed()
    {
        await using var daemon = new DaemonRun();
        daemon.Write();
        await File.WriteAllTextAsync(daemon.Socket, "");

        Assert.Equal(1, await daemon.Launch().EndAsync());

        Assert.Contains("not a socket", daemon.Process.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(daemon.Socket));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Detached_it_takes_the_socket_of_its_file_and_remembers_where_the_user_says()
    {
        await using var daemon = new DaemonRun();
        await File.WriteAllTextAsync(daemon.File, $$"""
            host.socket = "{{daemon.Socket}}"
            spinner.children { {{DaemonRun.Child("web", "autostart = on", "print", "hello", "bind")}} }
            """);
        daemon.Environment["XDG_STATE_HOME"] = daemon.PathOf("home");
        using var up = SpinnerProcess.Start(daemon.Environment, "up", "--detach", "-c", daemon.File);
        Assert.Equal(0, await up.EndAsync());
        var supervisor = (await daemon.AskAsync(HttpMethod.Get, "/health")).Body.GetProperty("pid").GetInt32();
        await daemon.RunAsync("wait", "web");
        var state = Directory.GetFiles(daemon.PathOf("home", "spinner", "state"));
        ProcFacts.Signal(supervisor, 15);
        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(supervisor), "the daemon is gone", TimeSpan.FromSeconds(60));

        Assert.NotEmpty(state);
        var log = Assert.Single(Directory.GetFiles(daemon.PathOf("home", "spinner", "logs"), "web.log", SearchOption.AllDirectories));
        Assert.Contains("hello", await File.ReadAllTextAsync(log), StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Detached_it_runs_until_it_is_told_to_end()
    {
        await using var daemon = new DaemonRun();
        daemon.Write(DaemonRun.Child("web", "autostart = on", "bind"));
        Assert.Equal(0, (await daemon.RunAsync("up", "--detach", "-c", daemon.File)).Code);
        var pid = await daemon.PidAsync("web");
        var supervisor = (await daemon.AskAsync(HttpMethod.Get, "/health")).Body.GetProperty("pid").GetInt32();

        ProcFacts.Signal(supervisor, 15);

        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(supervisor), "the daemon is gone", TimeSpan.FromSeconds(60));
        await DaemonRun.GoneAsync(pid);
    }
}
