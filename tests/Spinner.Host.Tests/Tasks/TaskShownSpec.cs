namespace Spinner.Host.Tests.Tasks;

/// <summary>Workers and tasks as people see them.</summary>
public class TaskShownSpec(TaskDaemon shared) : IClassFixture<TaskDaemon>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_task_that_runs_is_running_and_one_that_is_done_says_so()
    {
        var daemon = shared.Daemon;
        using var run = SpinnerProcess.Start(daemon.Environment, "run", "long", "--socket", daemon.Socket);
        await Eventually.HoldsAsync(() => run.Out == "begun\n", "it runs", Limit);

        Assert.Matches("(?m)^long +running +task +- ", (await daemon.RunAsync("list")).Out);
        Assert.StartsWith("long (task) is running for ", (await daemon.RunAsync("explain", "long")).Out, StringComparison.Ordinal);
        Assert.Equal("running", (await daemon.AskAsync(HttpMethod.Get, "/v1/children/long")).Body.GetProperty("state").GetString());
        Assert.Equal(0, (await daemon.RunAsync("wait", "long", "--for", "running")).Code);
        await daemon.DoAsync("stop", "long");
        await run.EndAsync();
        await daemon.DoAsync("start", "greet");
        await daemon.RunAsync("run", "fail");
        Assert.Contains("next      'spinner run' runs it again", (await daemon.RunAsync("explain", "fail")).Out, StringComparison.Ordinal);

        var explained = (await daemon.RunAsync("explain", "greet")).Out;
        Assert.StartsWith("greet (task) is stopped for ", explained, StringComparison.Ordinal);
        Assert.Contains("it is done; 'spinner run' runs it again", explained, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => daemon.Process.Out.Contains("greet is done: exit code 0 after 0.", StringComparison.Ordinal), "it is told", Limit);
        Assert.Contains("stopped greet (done) exit code 0", await EventsAsync(daemon), StringComparison.Ordinal);
        Assert.Contains("spinner_cause=\"start\"", await daemon.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task An_end_that_its_policy_wants_is_told_with_exit_and_duration()
    {
        var daemon = shared.Daemon;
        await daemon.DoAsync("start", "brief");

        await Eventually.HoldsAsync(() => daemon.Process.Out.Contains("brief ended: exit code 3 after 0.", StringComparison.Ordinal), "it is told", Limit);
        var explained = (await daemon.RunAsync("explain", "brief")).Out;
        Assert.Contains("down      ended with exit code 3, after which nothing follows", explained, StringComparison.Ordinal);
        Assert.Single(explained.Split("exit code 3")[1..]);
        Assert.Equal("healthy", (await daemon.AskAsync(HttpMethod.Get, "/health")).Body.GetProperty("status").GetString());
    }

    // The stream goes on; what is kept comes at once.
    private static async Task<string> EventsAsync(DaemonRun daemon)
    {
        using var events = SpinnerProcess.Start(
            new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "0" }, "events", "--after", "0", "--socket", daemon.Socket);
        await Eventually.HoldsAsync(() => events.Out.Contains("(done)", StringComparison.Ordinal), "the events are shown", Limit);
        ProcFacts.Signal(events.Pid, 2);
        await events.EndAsync();
        return events.Out;
    }
}
