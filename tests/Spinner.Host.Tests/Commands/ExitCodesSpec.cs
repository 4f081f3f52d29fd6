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
