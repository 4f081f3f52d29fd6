namespace Spinner.Host.Tests.Tasks;

/// <summary>Starts of what listens on nothing, by the control API.</summary>
public class TaskStartSpec(TaskDaemon shared) : IClassFixture<TaskDaemon>
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_start_of_a_task_answers_when_it_has_ended_well()
    {
        var daemon = shared.Daemon;

        var (status, done) = await daemon.AskAsync(HttpMethod.Post, "/v1/children/greet/start");

        Assert.Equal((200, "done", "none"), (status, Text(done, "state"), Text(done.GetProperty("endpoint"), "kind")));
        Assert.Equal((0, 1), (done.GetProperty("exit").GetProperty("code").GetInt32(), done.GetProperty("launch").GetInt32()));
        Assert.InRange(done.GetProperty("durationSeconds").GetDouble(), 0, 60);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, done.GetProperty("pid").ValueKind);
        Assert.Contains(" is done: exit code 0 after ", (await daemon.RunAsync("start", "greet")).Out, StringComparison.Ordinal);
        Assert.Equal("done", Text((await daemon.AskAsync(HttpMethod.Post, "/v1/children/greet/restart")).Body, "state"));
        var child = (await daemon.AskAsync(HttpMethod.Get, "/v1/children/greet")).Body;
        Assert.Equal(("task", "stopped", "done"), (Text(child, "kind"), Text(child, "state"), Text(child, "downBecause")));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task One_that_fails_is_a_problem_with_its_exit()
    {
        var (status, problem) = await shared.Daemon.AskAsync(HttpMethod.Post, "/v1/children/fail/start");

        Assert.Equal((502, "exitedBeforeReady", 7), (status, Text(problem, "failure"), problem.GetProperty("lastExit").GetProperty("code").GetInt32()));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_worker_is_started_without_an_address()
    {
        var daemon = shared.Daemon;

        var (status, ready) = await daemon.AskAsync(HttpMethod.Post, "/v1/children/clock/start");

        Assert.Equal((200, "started", "none"), (status, Text(ready, "state"), Text(ready.GetProperty("endpoint"), "kind")));
        var pid = ready.GetProperty("pid").GetInt32();
        Assert.Equal($"clock started already (pid {pid})\n", (await daemon.RunAsync("start", "clock")).Out);
        Assert.Contains($"clock started (pid {pid})", daemon.Process.Out, StringComparison.Ordinal);
        await daemon.DoAsync("stop", "clock");
        await DaemonRun.GoneAsync(pid);
    }

    private static string? Text(System.Text.Json.JsonElement from, string member) => from.GetProperty(member).GetString();
}
