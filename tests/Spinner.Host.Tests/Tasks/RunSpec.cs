using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Spinner.Host.Tests.Tasks;

/// <summary>A task run from the command line, as if it were run there.</summary>
public class RunSpec(TaskDaemon shared) : IClassFixture<TaskDaemon>
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task Its_output_is_shown_on_its_streams_and_it_ends_with_its_code()
    {
        var daemon = shared.Daemon;
        Assert.Equal((0, "out\n", "err\n"), await daemon.RunAsync("run", "greet"));
        Assert.Equal((0, "out\n", "err\n"), await daemon.RunAsync("run", "greet"));
        Assert.Equal((7, "", "why\n"), await daemon.RunAsync("run", "fail"));
        Assert.Equal(137, (await daemon.RunAsync("run", "killed")).Code);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Arguments_are_for_this_run()
    {
        var daemon = shared.Daemon;
        Assert.Equal((0, "own\n--more\na b\n", ""), await daemon.RunAsync("run", "args", "--", "--more", "a b"));
        Assert.Equal((0, "own\n", ""), await daemon.RunAsync("run", "args"));
        await daemon.RunAsync("run", "args", "--", "again");
        await daemon.DoAsync("start", "args");
        Assert.EndsWith("again\nown\n", (await daemon.RunAsync("logs", "args")).Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_line_for_the_shell_takes_no_arguments()
    {
        var daemon = shared.Daemon;
        var (code, _, error) = await daemon.RunAsync("run", "line", "--", "more");
        Assert.Equal(1, code);
        Assert.StartsWith("spinner: line: It is a line for the shell (run = …), which takes no arguments", error, StringComparison.Ordinal);
        Assert.Equal((0, "line\n", ""), await daemon.RunAsync("run", "line"));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task What_is_no_task_is_refused_with_why()
    {
        var daemon = shared.Daemon;
        var (code, _, error) = await daemon.RunAsync("run", "web");
        Assert.Equal(1, code);
        Assert.Contains("web: It is a server, not a task", error, StringComparison.Ordinal);
        Assert.Equal(4, (await daemon.RunAsync("run", "nobody")).Code);
        Assert.Equal(400, (await daemon.AskAsync(HttpMethod.Post, "/v1/children/greet/run", """{"command":"x"}""")).Status);
        Assert.Equal("stopped", (await daemon.AskAsync(HttpMethod.Get, "/v1/children/web")).Body.GetProperty("state").GetString());
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task Ten_megabytes_and_the_end_at_once_are_all_there_in_order()
    {
        var daemon = shared.Daemon;
        using var command = SpinnerProcess.Start(daemon.Environment, "sh", ["-c",
            $"{SpinnerProcess.Line} run flood --socket '{daemon.Socket}' | sha256sum"]);
        Assert.Equal(0, await command.EndAsync());

        var expected = SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(1, 1_500_000).Select(n => $"{n}\n"))));
        Assert.StartsWith(Convert.ToHexStringLower(expected), command.Out, StringComparison.Ordinal);
    }

    [Theory(Timeout = RealProgram.Limit)]
    [InlineData(2, 130)]
    [InlineData(15, 143)]
    public async Task A_run_under_way_is_joined_and_one_interrupt_stops_it_for_all(int signal, int expected)
    {
        var daemon = shared.Daemon;
        using var first = Start("run", "long");
        await ShowsAsync(first, "begun\n");
        using var second = Start("run", "long");
        await ShowsAsync(second, "begun\n");
        Assert.Equal((1, true), Refused(await daemon.RunAsync("run", "long", "--", "x")));
        var pid = (await daemon.AskAsync(HttpMethod.Get, "/v1/children/long")).Body.GetProperty("pid").GetInt32();

        ProcFacts.Signal(first.Pid, signal);

        Assert.Equal((expected, ""), (await first.EndAsync(), first.Error));
        Assert.Equal(1, await second.EndAsync());
        Assert.Contains("(aborted)", second.Error, StringComparison.Ordinal);
        await DaemonRun.GoneAsync(pid);
    }

    private static (int Code, bool IsTold) Refused((int Code, string Out, string Error) ended) =>
        (ended.Code, ended.Error.Contains("long: It runs already", StringComparison.Ordinal));

    private SpinnerProcess Start(params string[] verb) => SpinnerProcess.Start(
        new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "0" }, [.. verb, "--socket", shared.Daemon.Socket]);

    private static Task ShowsAsync(SpinnerProcess process, string text) => Eventually.HoldsAsync(
        () => process.Out == text, $"it shows {JsonSerializer.Serialize(text)}", TimeSpan.FromSeconds(60));
}
