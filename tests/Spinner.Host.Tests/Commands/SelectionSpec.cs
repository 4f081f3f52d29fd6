namespace Spinner.Host.Tests.Commands;

/// <summary>Commands for several children: by their names, by a pattern, or for all.</summary>
public class SelectionSpec
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task Names_and_patterns_are_started_restarted_and_stopped_and_answered_in_their_order()
    {
        await using var daemon = await DaemonRun.UpAsync(
            DaemonRun.Child("web-1", "", "bind"), DaemonRun.Child("web-2", "", "bind"), DaemonRun.Child("api", "", "bind"), DaemonRun.Child("a*", "", "bind"));

        var (code, started, error) = await daemon.RunAsync("start", "api", "web-*", "web-1");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(["api", "web-1", "web-2"], Names(started));
        Assert.Equal("stopped", await StateAsync(daemon, "a*"));
        var before = (await daemon.PidAsync("web-1"), await daemon.PidAsync("web-2"), await daemon.PidAsync("api"));
        Assert.Equal(["web-1", "web-2"], Names((await daemon.RunAsync("restart", "web-*")).Out));
        Assert.NotEqual(before.Item1, await daemon.PidAsync("web-1", before.Item1));
        Assert.Equal(before.Item3, await daemon.PidAsync("api"));
        Assert.Equal("a* stopped\n", (await daemon.RunAsync("stop", "a*")).Out);
        Assert.Equal("started", await StateAsync(daemon, "api"));
        Assert.Equal(["web-1", "web-2", "api"], Names((await daemon.RunAsync("stop", "web-*", "api")).Out));
        Assert.Equal("stopped", await StateAsync(daemon, "api"));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task All_are_all_but_no_task_is_started_by_that()
    {
        await using var daemon = await DaemonRun.UpAsync(
            DaemonRun.Child("a", "", "bind"), DaemonRun.Child("b", "", "bind"), DaemonRun.Child("task", "kind = task", "print", "hello", "exit", "0"));

        Assert.Equal(["a", "b"], Names((await daemon.RunAsync("start", "--all")).Out));
        Assert.Equal(["a", "b"], Names((await daemon.RunAsync("restart", "--all")).Out));
        Assert.Equal(["a", "b", "task"], Names((await daemon.RunAsync("stop", "--all")).Out));
        var pids = (await daemon.AskAsync(HttpMethod.Get, "/v1/children")).Body.EnumerateObject().Select(c => c.Value.GetProperty("state").GetString());
        Assert.Equal(["stopped", "stopped", "stopped"], pids);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task What_makes_no_sense_is_told_and_what_is_refused_to_one_is_not_to_the_next()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "", "bind"), DaemonRun.Child("bad", "attempts = 1", "exit", "3"));

        await RefusedAsync(2, "--all", "start");
        await RefusedAsync(2, "--all", "stop", "web", "--all");
        await RefusedAsync(2, "a name is ''", "restart", "");
        await RefusedAsync(2, "one name", "start", "web", "bad", "--", "x");
        await RefusedAsync(2, "one name", "start", "--all", "--timeout", "3");
        await RefusedAsync(4, "No child has a name like 'x*'", "stop", "web", "x*");
        var (code, output, error) = await daemon.RunAsync("start", "bad", "web");

        Assert.Equal((1, true), (code, error.Contains("bad: ended with exit code 3", StringComparison.Ordinal)));
        Assert.Equal(["web"], Names(output));

        async Task RefusedAsync(int expected, string told, params string[] args)
        {
            var (refused, _, why) = await daemon.RunAsync(args);
            Assert.Equal(expected, refused);
            Assert.Contains(told, why, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task What_was_started_by_a_command_is_saved_and_is_the_same_in_the_file()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("declared", "", "bind"));
        var file = daemon.PathOf("ad-hoc.conf");
        var (code, _, error) = await daemon.RunAsync("save", file);
        Assert.Equal((0, false), (code, File.Exists(file)));
        Assert.Contains("All children are in the daemon's file", error, StringComparison.Ordinal);

        Assert.Equal(0, (await daemon.RunAsync(
            "start", "odd \"name", "--env", "SECRET=a \"b\" $c", "--timeout", "77", "--", Dummy.Dotnet, Dummy.Dll, "print", "${PORT} it's", "bind")).Code);
        var before = (await daemon.AskAsync(HttpMethod.Get, "/v1/children/odd%20%22name")).Body.GetProperty("options").GetRawText();
        (code, var said, _) = await daemon.RunAsync("save", file);

        Assert.Equal((0, true), (code, said.Contains("odd \"name", StringComparison.Ordinal)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var saved = await File.ReadAllTextAsync(file);
        Assert.Contains("timeout = 77s", saved, StringComparison.Ordinal);
        Assert.DoesNotContain("idle-time", saved, StringComparison.Ordinal);
        Assert.Equal(1, (await daemon.RunAsync("save", file)).Code);
        Assert.Equal(saved, await File.ReadAllTextAsync(file));

        await File.AppendAllTextAsync(daemon.File, "include \"ad-hoc.conf\"\n");
        await daemon.ReloadAsync();

        var pid = await daemon.PidAsync("odd \"name");
        Assert.Contains("SECRET=a \"b\" $c", (await File.ReadAllTextAsync($"/proc/{pid}/environ")).Split('\0'));
        Assert.Equal(before, (await daemon.AskAsync(HttpMethod.Get, "/v1/children/odd%20%22name")).Body.GetProperty("options").GetRawText());
    }

    private static IEnumerable<string> Names(string output) => output.Trim().Split('\n').Select(line => line.Split(' ')[0]);

    private static async Task<string?> StateAsync(DaemonRun daemon, string name) =>
        (await daemon.AskAsync(HttpMethod.Get, $"/v1/children/{Uri.EscapeDataString(name)}")).Body.GetProperty("state").GetString();
}
