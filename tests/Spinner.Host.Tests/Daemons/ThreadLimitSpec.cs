using Spinner.Host.Daemon;

namespace Spinner.Host.Tests.Daemons;

/// <summary>A user who may have no more threads (ulimit -u), as in a container with too few pids.</summary>
public class ThreadLimitSpec
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Whatever_thread_it_may_come_to_want_is_there_from_the_start_and_stays()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "bind"));
        var pid = await daemon.PidAsync("web");

        await Eventually.HoldsAsync(() => ThreadsOf(daemon, ".NET TP Worker") == ThreadReserve.Count, "all of the pool are there", Limit);
        // The one that looks whether all block.
        Assert.Equal(1, ThreadsOf(daemon, "spinner threads"));
        // The one that compiles, which without this ends when it has had nothing to do for a while.
        var isManaged = SpinnerProcess.Native is null;
        Assert.Equal(isManaged, (await EnvironmentOfAsync(daemon.Process.Pid)).Contains($"{CompilerThread.Variable}=0xFFFFFFFF"));
        Assert.Equal(isManaged ? 1 : 0, ThreadsOf(daemon, ".NET Tiered Com"));
        Assert.DoesNotContain(await EnvironmentOfAsync(pid), entry => entry.StartsWith(CompilerThread.Variable, StringComparison.Ordinal));
        Assert.Contains("\"System.Threading.ThreadPool.ThreadsToKeepAlive\": -1", await File.ReadAllTextAsync(
            Path.ChangeExtension(SpinnerProcess.Dll, "runtimeconfig.json")), StringComparison.Ordinal);
    }

    [UnderFact(Under.Few, Timeout = RealProgram.Limit)]
    public async Task Without_a_thread_left_the_daemon_lives_and_a_start_waits_until_there_is_one()
    {
        await using var daemon = new DaemonRun { Under = Under.Line(Under.Few) };
        daemon.Write(DaemonRun.Child("web", "autostart = on", "bind"), DaemonRun.Child("late", "timeout = 100s, attempts = 100", "bind"));
        using var given = SpinnerProcess.Start(daemon.Environment, "chown", ["-R", $"{Under.OneUser}:{Under.OneUser}", daemon.PathOf()]);
        Assert.Equal(0, await given.EndAsync());
        await daemon.StartAsync();
        var pid = await daemon.PidAsync("web");
        using var taken = await TakeAllAsync(daemon);
        try
        {
            var late = daemon.AskAsync(HttpMethod.Post, "/v1/children/late/start");
            // Whoever asks wants a thread.
            var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => daemon.AskAsync(HttpMethod.Get, "/v1/children")));
            Assert.All(answers, answer => Assert.Equal(200, answer.Status));
            Assert.False(late.IsCompleted, "it waits");
            Assert.Equal(ThreadReserve.Count, ThreadsOf(daemon, ".NET TP Worker"));
            Assert.False(daemon.Process.HasExited, daemon.Process.Error);
            ProcFacts.TrySignal(-taken.Pid, 9);

            Assert.Equal(200, (await late).Status);
        }
        finally
        {
            ProcFacts.TrySignal(-taken.Pid, 9);
        }

        Assert.Equal(pid, await daemon.PidAsync("web"));
        Assert.Equal(0, await daemon.EndAsync());
        await DaemonRun.GoneAsync(pid);
        await DaemonRun.GoneAsync(taken.Pid);
    }

    /// <summary>Starts as many processes as this user may have more.</summary>
    /// <returns>The leader of their group.</returns>
    private static async Task<SpinnerProcess> TakeAllAsync(DaemonRun daemon)
    {
        string[] line = [.. Under.Line(Under.Few), "sh", "-c", "exec >/dev/null 2>&1; while :; do sleep 1000 & done & wait; exec sleep 1000"];
        // The inner shell ends when it may not have another; this is what the outer one becomes then.
        var taking = SpinnerProcess.Start(daemon.Environment, "setsid", line);
        await Eventually.HoldsAsync(() => taking.HasExited || ProcFacts.NameOf(taking.Pid) == "sleep", "all are taken", Limit);
        Assert.False(taking.HasExited);
        return taking;
    }

    private static int ThreadsOf(DaemonRun daemon, string name) =>
        Directory.GetDirectories($"/proc/{daemon.Process.Pid}/task").Count(task => NameOf(task) == name);

    private static string? NameOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).TrimEnd();
        }
        catch (IOException)
        {
            // It has ended.
            return null;
        }
    }

    private static async Task<string[]> EnvironmentOfAsync(int pid) => (await File.ReadAllTextAsync($"/proc/{pid}/environ")).Split('\0');
}
