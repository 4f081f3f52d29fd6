namespace Spinner.Host.Tests.Daemons;

/// <summary>A user who may have no more threads (ulimit -u), as in a container with too few pids.</summary>
public class ThreadLimitSpec
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [UnderFact(Under.Few, Timeout = RealProgram.Limit)]
    public async Task Without_a_thread_left_the_daemon_lives_and_a_start_waits_until_there_is_one()
    {
        await using var daemon = new DaemonRun { Under = Under.Line(Under.Few) };
        daemon.Write(DaemonRun.Child("web", "autostart = on", "bind"), DaemonRun.Child("late", "timeout = 100s, attempts = 100", "bind"));
        using var given = SpinnerProcess.Start(daemon.Environment, "chown", ["-R", "61234:61234", daemon.PathOf()]);
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
}
