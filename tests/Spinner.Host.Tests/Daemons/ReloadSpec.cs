using System.Text.Json;

namespace Spinner.Host.Tests.Daemons;

public class ReloadSpec
{
    [Fact(Timeout = RealProgram.Limit)]
    public async Task Only_what_changed_is_touched()
    {
        await using var daemon = await DaemonRun.UpAsync(
            DaemonRun.Child("same", "autostart = on", "bind"), DaemonRun.Child("changed", "autostart = on", "bind"), DaemonRun.Child("removed",
                "autostart = on", "bind"));
        var (same, changed, removed) = (await daemon.PidAsync("same"), await daemon.PidAsync("changed"), await daemon.PidAsync("removed"));

        daemon.Write(DaemonRun.Child("same", "autostart = on", "bind"), DaemonRun.Child("changed", "autostart = on", "print", "new", "bind"),
            DaemonRun.Child("added", "", "bind"));
        var (code, answer, _) = await daemon.RunAsync("reload", "-o", "json");

        Assert.Equal(0, code);
        using var reply = JsonDocument.Parse(answer);
        Assert.Equal(("added", "removed", "changed", 1), (One(reply, "added"), One(reply, "removed"), One(reply, "changed"),
            reply.RootElement.GetProperty("unchanged").GetInt32()));
        Assert.Equal(same, await daemon.PidAsync("same"));
        Assert.NotEqual(changed, await daemon.PidAsync("changed"));
        await DaemonRun.GoneAsync(changed);
        await DaemonRun.GoneAsync(removed);
        Assert.Equal(4, (await daemon.RunAsync("get", "removed")).Code);
        Assert.Equal("stopped", (await daemon.AskAsync(HttpMethod.Get, "/v1/children/added")).Body.GetProperty("state").GetString());
        await daemon.DoAsync("start", "added");
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_child_that_somebody_started_and_the_file_has_now_as_it_is_runs_on()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("a", "", "bind"));
        foreach (var name in new[] { "same", "other" })
            Assert.Equal(200, (await daemon.AskAsync(
                HttpMethod.Post, $"/v1/children/{name}/start", $$"""{"command":"{{Dummy.Dotnet}}","args":["{{Dummy.Dll}}","bind"]}""")).Status);
        var (same, other) = (await daemon.PidAsync("same"), await daemon.PidAsync("other"));

        daemon.Write(DaemonRun.Child("a", "", "bind"), DaemonRun.Child("same", "", "bind"), DaemonRun.Child("other", "", "print", "new", "bind"));
        var (code, answer, _) = await daemon.RunAsync("reload", "-o", "json");

        Assert.Equal(0, code);
        using var reply = JsonDocument.Parse(answer);
        Assert.Equal(("other", 2), (One(reply, "changed"), reply.RootElement.GetProperty("unchanged").GetInt32()));
        Assert.Equal(same, await daemon.PidAsync("same"));
        Assert.NotEqual(other, await daemon.PidAsync("other"));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_file_with_mistakes_changes_nothing()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "bind"));
        var pid = await daemon.PidAsync("web");

        daemon.WriteText("spinner { nonsense = 1\n children { web { attempts = 0 } } }");
        var (code, _, error) = await daemon.RunAsync("reload");

        Assert.Equal(1, code);
        Assert.Contains("spinner.children.web.attempts", error, StringComparison.Ordinal);
        Assert.Contains("spinner.nonsense", error, StringComparison.Ordinal);
        Assert.Equal(pid, await daemon.PidAsync("web"));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task SIGHUP_reloads()
    {
        await using var daemon = await DaemonRun.UpAsync();
        daemon.Write(DaemonRun.Child("new", "autostart = on", "bind"));

        ProcFacts.Signal(daemon.Process.Pid, 1);

        await Eventually.HoldsAsync(() => daemon.Process.Out.Contains("Reloaded: 1 added", StringComparison.Ordinal), "it has reloaded",
            TimeSpan.FromSeconds(60));
        Assert.True(ProcFacts.IsAlive(await daemon.PidAsync("new")));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task SIGHUP_with_a_wrong_file_keeps_the_old_one()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "bind"));
        var pid = await daemon.PidAsync("web");
        daemon.WriteText("spinner.nonsense = 1");

        ProcFacts.Signal(daemon.Process.Pid, 1);

        await Eventually.HoldsAsync(() => daemon.Process.Out.Contains("Not reloaded", StringComparison.Ordinal), "it says so",
            TimeSpan.FromSeconds(60));
        Assert.Contains("spinner.nonsense", daemon.Process.Out, StringComparison.Ordinal);
        Assert.Equal(pid, await daemon.PidAsync("web"));
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_change_of_the_defaults_is_a_change_of_every_child()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "autostart = on", "bind"));
        var pid = await daemon.PidAsync("web");

        daemon.WriteText($"spinner {{ defaults.env {{ NEW = \"1\" }}\n children {{ {DaemonRun.Child("web", "autostart = on", "bind")} }} }}");
        Assert.Contains("changed  web", (await daemon.RunAsync("reload")).Out, StringComparison.Ordinal);

        Assert.NotEqual(pid, await daemon.PidAsync("web"));
    }

    private static string? One(JsonDocument reply, string member) =>
        Assert.Single(reply.RootElement.GetProperty(member).EnumerateArray()).GetString();
}
