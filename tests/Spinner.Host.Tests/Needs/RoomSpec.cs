namespace Spinner.Host.Tests.Needs;

/// <summary>A memory budget, and what a start would come to, asked beforehand.</summary>
public class RoomSpec
{
    private static readonly string Children = string.Concat(
        DaemonRun.Child("a", "memory = 100MiB", "bind"), DaemonRun.Child("b/c", "memory = 60MiB", "bind"), DaemonRun.Child("d", "memory = 150MiB", "bind"));

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_plan_says_what_a_start_then_does()
    {
        await using var daemon = await UpAsync("memory-budget = 200MiB");
        Assert.Equal(0, (await daemon.RunAsync("start", "a")).Code);
        Assert.Equal(0, (await daemon.RunAsync("start", "b/c")).Code);

        Assert.Equal(["has room already, and takes 60 MiB"], Lines((await daemon.RunAsync("plan", "b/c")).Out));
        var plan = Lines((await daemon.RunAsync("plan", "d")).Out);
        Assert.Equal("d wants 150 MiB (declared); free 40 MiB of 200 MiB", plan[0]);
        Assert.Contains(plan, line => line.StartsWith("  would stop a (unused for ", StringComparison.Ordinal));
        Assert.Contains(Lines((await daemon.RunAsync("explain", "d")).Out), line => line.StartsWith("plan        would stop ", StringComparison.Ordinal));
        var (status, body) = await daemon.AskAsync(HttpMethod.Get, "/v1/plan/d");
        Assert.Equal((200, "evicts", 150L << 20, 200L << 20), ((int)status, body.GetProperty("outcome").GetString(), body.GetProperty("wantsBytes").GetInt64(), body.GetProperty("budgetBytes").GetInt64()));
        Assert.Equal(4, (await daemon.RunAsync("plan", "nobody")).Code);

        Assert.Equal(0, (await daemon.RunAsync("start", "d")).Code);
        Assert.Contains("d wanted to run: 100 MiB", (await daemon.RunAsync("explain", "a")).Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_reload_takes_another_budget()
    {
        await using var daemon = await UpAsync("memory-budget = 120MiB");
        var (code, _, error) = await daemon.RunAsync("start", "d");
        Assert.Equal(1, code);
        Assert.Contains("no room: takes 150 MiB, and the memory budget is 120 MiB", error, StringComparison.Ordinal);

        daemon.WriteText(Text("memory-budget = 400MiB"));
        Assert.Equal(0, (await daemon.RunAsync("reload")).Code);

        Assert.Equal(0, (await daemon.RunAsync("start", "d")).Code);
    }

    private static string Text(string settings) => $"spinner {{\n{settings}\nchildren {{\n{Children}}}\n}}\n";

    private static async Task<DaemonRun> UpAsync(string settings)
    {
        var daemon = new DaemonRun();
        daemon.WriteText(Text(settings));
        await daemon.StartAsync();
        return daemon;
    }

    private static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');
}
