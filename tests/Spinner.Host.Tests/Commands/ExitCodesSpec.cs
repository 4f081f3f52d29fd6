namespace Spinner.Host.Tests.Commands;

public class ExitCodesSpec
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task Every_outcome_has_its_own_code()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "", "bind"), DaemonRun.Child("bad", "attempts = 1", "print-error",
            "no such table", "exit", "3"));
        Assert.Equal(0, (await daemon.RunAsync("start", "web")).Code);
        Assert.Equal(2, (await daemon.RunAsync("nonsense")).Code);
        Assert.Equal(4, (await daemon.RunAsync("stop", "nobody")).Code);
        var (code, _, error) = await daemon.RunAsync("start", "bad");
        Assert.Equal(1, code);
        Assert.Contains("exit code 3", error, StringComparison.Ordinal);
        Assert.Contains("| no such table", error, StringComparison.Ordinal);
        Assert.Contains("next: ", error, StringComparison.Ordinal);
        Assert.Equal(5, (await daemon.RunAsync("start", "bad")).Code);
        Assert.Equal(5, (await daemon.RunAsync("wait", "bad")).Code);
        Assert.Equal(5, (await daemon.RunAsync("explain", "bad")).Code);
        await daemon.EndAsync();
        Assert.Equal(3, (await daemon.RunAsync("list")).Code);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Answers_come_as_a_table_as_JSON_or_by_lines()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("a", "", "bind"), DaemonRun.Child("b", "", "bind"));
        Assert.StartsWith("NAME", (await daemon.RunAsync("ls")).Out, StringComparison.Ordinal);
        using var all = System.Text.Json.JsonDocument.Parse((await daemon.RunAsync("list", "-o", "json")).Out);
        Assert.Equal(2, all.RootElement.EnumerateObject().Count());
        Assert.All((await daemon.RunAsync("list", "-o", "jsonl")).Out.Trim().Split('\n'), line =>
            System.Text.Json.JsonDocument.Parse(line).Dispose());
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Every_answer_comes_as_JSON_too()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "", "print", "hello", "bind"), DaemonRun.Child("bad", "attempts = 1",
            "exit", "3"));
        Assert.Equal("web", await OneAsync("name", "start", "web"));
        Assert.Equal("web", await OneAsync("name", "restart", "web"));
        Assert.Equal("started", await OneAsync("state", "get", "web"));
        Assert.Equal("started", await OneAsync("state", "explain", "web"));
        Assert.Equal("hello", await OneAsync("line", "logs", "web", "--tail", "1"));
        Assert.Equal("stopped", await OneAsync("status", "stop", "web"));
        Assert.Equal("removed", await OneAsync("status", "remove", "web"));
        Assert.Equal("stopped", await OneAsync("status", "stop-all"));
        Assert.Null(await OneAsync("nothing", "reload"));
        var (code, _, error) = await daemon.RunAsync("start", "bad", "-o", "json");
        using var problem = System.Text.Json.JsonDocument.Parse(error);
        Assert.Equal((1, "exitedBeforeReady"), (code, problem.RootElement.GetProperty("failure").GetString()));

        async Task<string?> OneAsync(string member, params string[] verb)
        {
            string? found = null;
            foreach (var form in new[] { "json", "jsonl" })
            {
                var (_, answer, error) = await daemon.RunAsync([.. verb, "-o", form]);
                Assert.Equal("", error);
                using var json = System.Text.Json.JsonDocument.Parse(Assert.Single(answer.Trim().Split('\n')));
                found = json.RootElement.TryGetProperty(member, out var value) ? value.GetString() : null;
                if (form == "json" && verb[0] == "remove") await daemon.ReloadAsync();
            }

            return found;
        }
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_child_is_explained_in_words()
    {
        await using var daemon = await DaemonRun.UpAsync(
            DaemonRun.Child("web", "idle-time = 10m", "bind"), DaemonRun.Child("kept", "keep = on", "bind"),
            DaemonRun.Child("bad", "attempts = 1", "print-error", "no such table", "exit", "3"));
        Assert.Contains("down      never started", (await daemon.RunAsync("explain", "web")).Out, StringComparison.Ordinal);
        foreach (var name in new[] { "web", "kept", "bad" }) await daemon.RunAsync("start", name);

        var (web, kept, bad) = ((await daemon.RunAsync("explain", "web")).Out, (await daemon.RunAsync("explain", "kept")).Out,
            (await daemon.RunAsync("explain", "bad")).Out);

        Assert.StartsWith("web (server) is started for ", web, StringComparison.Ordinal);
        Assert.Matches("alive     until [0-9:]{8}, unless it is used again", web);
        Assert.Contains("alive     it is kept", kept, StringComparison.Ordinal);
        Assert.StartsWith("bad (server) is faulted for ", bad, StringComparison.Ordinal);
        Assert.Contains("fault     exitedBeforeReady: ", bad, StringComparison.Ordinal);
        Assert.Contains("exit code 3", bad, StringComparison.Ordinal);
        Assert.Contains("no such table", bad, StringComparison.Ordinal);
        Assert.Contains("'spinner restart' tries at once", bad, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_right_file_is_called_right()
    {
        await using var daemon = new DaemonRun();
        daemon.Write(DaemonRun.Child("web", "", "bind"), DaemonRun.Child("other", "", "bind"));
        Assert.Equal((0, $"{daemon.File} is right: 2 children\n", ""), await daemon.RunAsync("validate", daemon.File));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Without_a_file_that_of_the_directory_is_looked_at()
    {
        using var directory = new TempDirectory();
        Assert.Equal((1, ""), await ValidateThereAsync());

        await File.WriteAllTextAsync(directory.PathOf("spinner.conf"), "spinner.children.web.command = any\n");
        Assert.Equal((0, "spinner.conf is right: 1 child\n"), await ValidateThereAsync());

        async Task<(int Code, string Out)> ValidateThereAsync()
        {
            using var command = SpinnerProcess.Start(
                new Dictionary<string, string>(), "sh", ["-c", "cd \"$1\" && shift && exec \"$@\"", "sh", directory.Path, .. SpinnerProcess.Words, "validate"]);
            var code = await command.EndAsync();
            if (code != 0) Assert.StartsWith("spinner.conf: there is no file ", command.Error, StringComparison.Ordinal);
            return (code, command.Out);
        }
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task All_mistakes_of_a_file_are_told_at_once()
    {
        await using var daemon = new DaemonRun();
        daemon.WriteText("""
            hots { }
            host { log-size = 1, log-files = 0, listen = "0.0.0.0:7000", colour = red }
            spinner {
              drain-timeout = fast
              defaults { attempts = 1000 }
              children {
                web { command = x, idle-time = 0s, stop-signal = SIGFOO }
                empty {}
              }
            }
            """);
        var (code, _, error) = await daemon.RunAsync("validate", daemon.File);
        Assert.Equal(1, code);
        string[] places =
        [
            "hots is", "host.log-size", "host.log-files", "host.listen", "host.colour", "spinner.drain-timeout", "spinner.defaults.attempts",
                "spinner.children.web.idle-time",
            "spinner.children.web.stop-signal", "spinner.children.empty",
        ];
        Assert.All(places, place => Assert.Contains(place, error, StringComparison.Ordinal));
        Assert.Equal(1, await daemon.Launch().EndAsync());
        Assert.All(places, place => Assert.Contains(place, daemon.Process.Error, StringComparison.Ordinal));
    }
}
