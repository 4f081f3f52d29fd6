namespace Spinner.Host.Tests.Api;

public class StartSpec(SharedDaemon shared) : IClassFixture<SharedDaemon>
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_start_waits_until_the_child_listens_and_says_where()
    {
        var daemon = shared.Daemon;

        var (status, ready) = await daemon.AskAsync(HttpMethod.Post, "/v1/children/web/start");
        var (_, again) = await daemon.AskAsync(HttpMethod.Post, "/v1/children/web/start");

        Assert.Equal((200, "started", "tcp", false), (status, Text(ready, "state"), Text(ready.GetProperty("endpoint"), "kind"),
            ready.GetProperty("alreadyRunning").GetBoolean()));
        Assert.True(again.GetProperty("alreadyRunning").GetBoolean());
        Assert.Equal(ready.GetProperty("pid").GetInt32(), again.GetProperty("pid").GetInt32());
        Assert.Equal(ready.GetProperty("endpoint").GetRawText(), (await daemon.AskAsync(HttpMethod.Get,
            "/v1/children/web")).Body.GetProperty("endpoint").GetRawText());
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Options_come_as_JSON_with_durations_in_seconds_or_with_a_unit()
    {
        var daemon = shared.Daemon;
        var options = $$"""
            {"command":"{{Spinner.Tests.Dummy.Dotnet}}","args":["{{Spinner.Tests.Dummy.Dll}}","bind"],"endpoint":"unix",
             "timeout":60,"stopTimeout":"5s","idleTime":90,"env":{"A":"secret"} }
            """;

        var (status, ready) = await daemon.AskAsync(HttpMethod.Post, "/v1/children/own/start", options);
        var (_, child) = await daemon.AskAsync(HttpMethod.Get, "/v1/children/own");

        Assert.Equal((200, "unix"), (status, Text(ready.GetProperty("endpoint"), "kind")));
        Assert.StartsWith("/", Text(ready.GetProperty("endpoint"), "path"), StringComparison.Ordinal);
        Assert.Equal("90s", Text(child.GetProperty("options"), "idleTime"));
        Assert.DoesNotContain("secret", child.GetRawText(), StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Every_option_has_its_effect()
    {
        var daemon = shared.Daemon;
        var (script, watched, port) = (daemon.PathOf("run.sh"), daemon.PathOf("watched"), Spinner.Tests.Dummy.FreeTcp().Port);
        await File.WriteAllTextAsync(script, $"""
            exec "{Spinner.Tests.Dummy.Dotnet}" "{Spinner.Tests.Dummy.Dll}" ignore-sigterm print-cwd print-env DEBUG print-error oops bind
            """);
        await File.WriteAllTextAsync(watched, "1");
        var options = $$"""
            {"script":"{{script}}","cwd":"{{daemon.PathOf()}}","endpoint":{{port}},"env":{"DEBUG":true},"monitor":"{{watched}}",
             "stdout":"{{daemon.PathOf("out")}}","stderr":"{{daemon.PathOf("err")}}","stopSignal":"SIGINT","stopTimeout":"1h","attempts":1,
             "restartTolerance":"1h","faultTimeout":7200}
            """;

        var (_, ready) = await daemon.AskAsync(HttpMethod.Post, "/v1/children/all/start", options);

        Assert.Equal(port, ready.GetProperty("endpoint").GetProperty("port").GetInt32());
        Assert.Equal($"{daemon.PathOf()}\ntrue\n", await File.ReadAllTextAsync(daemon.PathOf("out")));
        Assert.Equal("oops\n", await File.ReadAllTextAsync(daemon.PathOf("err")));
        await File.WriteAllTextAsync(watched, "2");
        await DaemonRun.GoneAsync(ready.GetProperty("pid").GetInt32());
        var pid = ready.GetProperty("pid").GetInt32();
        for (var crashes = 0; crashes < 2; crashes++)
        {
            pid = await daemon.PidAsync("all", after: pid);
            ProcFacts.Signal(pid, 9);
            await DaemonRun.GoneAsync(pid);
        }

        Assert.Equal(0, (await daemon.RunAsync("wait", "all", "--for", "faulted")).Code);
        var fault = (await daemon.AskAsync(HttpMethod.Get, "/v1/children/all")).Body.GetProperty("fault");
        Assert.True(fault.GetProperty("retryAt").GetDateTimeOffset() > TimeProvider.System.GetUtcNow().AddMinutes(30));
        // Only the signal that was asked for ends it within the hour.
        Assert.Equal(200, (await daemon.AskAsync(HttpMethod.Post, "/v1/children/all/restart")).Status);
        Assert.Equal("stopped", Text((await daemon.AskAsync(HttpMethod.Post, "/v1/children/all/stop")).Body, "status"));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_socket_is_an_endpoint_by_its_path()
    {
        var daemon = shared.Daemon;
        var (dotnet, dll, path) = (Spinner.Tests.Dummy.Dotnet, Spinner.Tests.Dummy.Dll, daemon.PathOf("web.sock"));
        var (_, ready) = await daemon.AskAsync(HttpMethod.Post, "/v1/children/x/start",
            $$"""{"command":"{{dotnet}}","args":["{{dll}}","bind"],"endpoint":"{{path}}"}""");
        Assert.Equal(("unix", path), (Text(ready.GetProperty("endpoint"), "kind"), Text(ready.GetProperty("endpoint"), "path")));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Options_given_stand_over_those_declared()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "env { A = declared, B = declared }\nidle-time = 5m",
            "print-env", "A", "print-env", "B", "bind"));

        Assert.Equal(0, (await daemon.RunAsync("start", "web", "--timeout", "300", "--env", "A=given")).Code);

        Assert.StartsWith("given\ndeclared\n", (await daemon.RunAsync("logs", "web")).Out, StringComparison.Ordinal);
        Assert.Equal("5m", Text((await daemon.AskAsync(HttpMethod.Get, "/v1/children/web")).Body.GetProperty("options"), "idleTime"));
        await daemon.RunAsync("stop", "web");
        // Another command is all of it: no argument of the one declared.
        var (dotnet, dll) = (Spinner.Tests.Dummy.Dotnet, Spinner.Tests.Dummy.Dll);
        Assert.Equal(0, (await daemon.RunAsync("start", "web", "--", dotnet, dll, "print", "other", "bind")).Code);
        Assert.EndsWith("other\n", (await daemon.RunAsync("logs", "web")).Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_failed_start_is_a_problem_with_all_one_needs_to_know()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("bad", "attempts = 1", "print-error", "no such table", "exit", "3"));

        var (status, problem) = await daemon.AskAsync(HttpMethod.Post, "/v1/children/bad/start");

        Assert.Equal((502, "exitedBeforeReady", 3), (status, Text(problem, "failure"),
            problem.GetProperty("lastExit").GetProperty("code").GetInt32()));
        Assert.Equal("no such table", problem.GetProperty("errorTail")[0].GetString());
        Assert.Equal((503, "faulted"), Pair(await daemon.AskAsync(HttpMethod.Post, "/v1/children/bad/start")));
        Assert.NotEqual(System.Text.Json.JsonValueKind.Null, (await daemon.AskAsync(HttpMethod.Post,
            "/v1/children/bad/start")).Body.GetProperty("retryAt").ValueKind);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Who_is_not_there_is_not_found()
    {
        var daemon = shared.Daemon;
        Assert.Equal((404, "noSuchChild"), Pair(await daemon.AskAsync(HttpMethod.Get, "/v1/children/nobody")));
        Assert.Equal((404, "noSuchChild"), Pair(await daemon.AskAsync(HttpMethod.Post, "/v1/children/nobody/start")));
        Assert.Equal((404, "noSuchChild"), Pair(await daemon.AskAsync(HttpMethod.Post, "/v1/children/nobody/restart")));
        Assert.Equal((404, "noSuchChild"), Pair(await daemon.AskAsync(HttpMethod.Delete, "/v1/children/nobody")));
        Assert.Equal("notFound", Text((await daemon.AskAsync(HttpMethod.Post, "/v1/children/nobody/stop")).Body, "status"));
    }

    private static (int, string?) Pair((int Status, System.Text.Json.JsonElement Body) answer) => (answer.Status, Text(answer.Body, "failure"));

    private static string? Text(System.Text.Json.JsonElement from, string member) => from.GetProperty(member).GetString();
}
