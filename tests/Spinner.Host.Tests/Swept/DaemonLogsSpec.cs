using System.Text.RegularExpressions;

namespace Spinner.Host.Tests.Swept;

/// <summary>The logs of a daemon are swept while its children write.</summary>
public partial class DaemonLogsSpec
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_child_whose_log_and_log_directory_are_removed_is_logged_on()
    {
        var line = $"while :; do echo tick; sleep 0.05; done & exec {Dummy.Dotnet} {Dummy.Dll} bind";
        await using var daemon = await DaemonRun.UpAsync($$"""talker { command = "/bin/sh", args = ["-c", "{{line}}"], autostart = on }""");
        var log = daemon.PathOf("logs", "talker.log");
        foreach (var sweep in new Action[]
        {
            () => File.Delete(log), () => File.Move(log, log + ".old"), () => Directory.Delete(daemon.PathOf("logs"), recursive: true),
        })
        {
            await Eventually.HoldsAsync(() => File.Exists(log) && new FileInfo(log).Length > 0, "it is written", Limit);
            sweep();
        }

        await Eventually.HoldsAsync(() => File.Exists(log) && new FileInfo(log).Length > 0, "it is written again", Limit);
        Assert.Contains("tick", (await daemon.RunAsync("logs", "talker")).Out, StringComparison.Ordinal);
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(14)]
    public async Task A_signal_to_reopen_logs_ends_neither_the_daemon_nor_a_child(int signal)
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "print", "hello", "bind"));
        var (pid, log) = (await daemon.PidAsync("web"), daemon.PathOf("logs", "web.log"));
        await Eventually.HoldsAsync(() => File.Exists(log) && new FileInfo(log).Length > 0, "it is written", Limit);
        File.Delete(log);

        ProcFacts.Signal(daemon.Process.Pid, signal);

        // A removed file that nobody has open any more takes no room.
        if (signal != 14)
            await Eventually.HoldsAsync(() => !Directory.GetFileSystemEntries($"/proc/{daemon.Process.Pid}/fd")
                .Any(fd => new FileInfo(fd).LinkTarget?.StartsWith(log, StringComparison.Ordinal) == true), "the removed file is closed", Limit);
        Assert.Equal(pid, await daemon.PidAsync("web"));
        Assert.Equal(0, await daemon.EndAsync());
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task The_log_of_a_daemon_in_the_background_is_made_again()
    {
        await using var daemon = new DaemonRun();
        daemon.Write(DaemonRun.Child("web", "", "bind"));
        var up = await daemon.RunAsync("up", "--detach", "-c", daemon.File);
        Assert.Equal(0, up.Code);
        var (pid, log) = (int.Parse(Pid().Match(up.Out).Groups[1].Value, null), daemon.PathOf("logs", "spinner-daemon.log"));
        await Eventually.HoldsAsync(() => File.Exists(log), "it has said something", Limit);

        File.Delete(log);
        await daemon.RunAsync("start", "web");

        await Eventually.HoldsAsync(() => File.Exists(log) && File.ReadAllText(log).Contains("web started", StringComparison.Ordinal), "it is told", Limit);
        ProcFacts.Signal(pid, 15);
        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(pid), "the daemon is gone", Limit);
    }

    [UnderFact(Under.SmallDisk, Timeout = RealProgram.Limit)]
    public async Task The_log_of_a_daemon_goes_on_when_its_disk_has_room_again_and_says_what_is_missing()
    {
        await using var daemon = new DaemonRun();
        await File.WriteAllTextAsync(daemon.File, $$"""
            host.log-dir = "{{Under.Disk}}/logs"
            spinner { state-dir = "{{daemon.PathOf("state")}}", children { {{DaemonRun.Child("web", "", "bind")}} } }
            """);
        string[] line =
        [
            .. Under.Line(Under.SmallDisk), .. SpinnerProcess.Words, "up", "--detach", "-c", daemon.File, "--socket", daemon.Socket,
        ];
        using var up = SpinnerProcess.Start(daemon.Environment, line[0], line[1..]);
        Assert.True(await up.EndAsync() == 0, up.Error);
        var pid = int.Parse(Pid().Match(up.Out).Groups[1].Value, null);
        var disk = $"/proc/{pid}/root{Under.Disk}";
        string Log() => File.ReadAllText(Path.Combine(disk, "logs", "spinner-daemon.log"));
        await Eventually.HoldsAsync(() => Log().Contains(" on ", StringComparison.Ordinal), "it has said something", Limit);
        Fill(Path.Combine(disk, "junk"));
        // More lines than there is room for in the last block of the log.
        for (var i = 0; i < 100; i++) await daemon.DoAsync("stop", "web");
        await daemon.DoAsync("start", "web");

        File.Delete(Path.Combine(disk, "junk"));
        await daemon.DoAsync("stop", "web");

        await Eventually.HoldsAsync(
            () => Log().Split("lines are missing here") is [_, var after] && after.Contains("web stopped", StringComparison.Ordinal),
            "what is missing is told, and what came after it", Limit);
        ProcFacts.Signal(pid, 15);
        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(pid), "the daemon is gone", Limit);
    }

    private static void Fill(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        long written = 0;
        Assert.Throws<IOException>((Action)(() =>
        {
            for (var junk = new byte[4096]; ; written += junk.Length) RandomAccess.Write(file, junk, written);
        }));
    }

    [GeneratedRegex(@"pid (\d+)")]
    private static partial Regex Pid();
}
