namespace Spinner.Host.Tests.Needs;

/// <summary>Children that need each other, with real processes: only the last is ever asked for.</summary>
public class NeedsSpec
{
    private static readonly string[] Children =
    [
        DaemonRun.Child("web", "needs = [api]", "bind"),
        DaemonRun.Child("api", "needs = [db, { name = migrate, when = done }]", "bind"),
        DaemonRun.Child("db", "", "bind"),
        DaemonRun.Child("migrate", "kind = task\nneeds = [db]", "print", "migrated", "exit", "0"),
        DaemonRun.Child("broken", "attempts = 1", "print", "no room", "exit", "3"),
        DaemonRun.Child("shop", "needs = [broken]", "bind"),
    ];

    [Fact(Timeout = RealProgram.Limit)]
    public async Task One_start_starts_what_it_needs_shows_it_and_a_stop_of_all_ends_it_in_reverse()
    {
        await using var daemon = await DaemonRun.UpAsync(Children);

        Assert.Equal((0, ""), ((await daemon.RunAsync("start", "web")) is var (code, _, error) ? (code, error) : default));

        Assert.Equal(
            ["shop  stopped", "└─ broken  stopped", "web  started", "└─ api  started", "   ├─ db  started", "   └─ migrate [done]  done", "      └─ db  started"],
            Lines((await daemon.RunAsync("tree")).Out));
        Assert.Equal(["api  started", "├─ db  started", "└─ migrate [done]  done", "   └─ db  started"], Lines((await daemon.RunAsync("tree", "api")).Out));
        var list = Lines((await daemon.RunAsync("list")).Out);
        Assert.EndsWith("NEEDS", list[0], StringComparison.Ordinal);
        Assert.Contains(list, line => line.StartsWith("api ", StringComparison.Ordinal) && line.EndsWith("db, migrate", StringComparison.Ordinal));
        var explained = Lines((await daemon.RunAsync("explain", "db")).Out);
        Assert.Contains("needed    by api", explained);
        Assert.Contains("alive     as long as it is needed", explained);
        Assert.Contains("needs     db, migrate [done]", Lines((await daemon.RunAsync("get", "api")).Out));
        Assert.Equal(4, (await daemon.RunAsync("tree", "nobody")).Code);

        Assert.Equal(0, (await daemon.RunAsync("stop-all")).Code);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task What_a_child_is_kept_to_is_shown()
    {
        await using var daemon = await DaemonRun.UpAsync(
            DaemonRun.Child("web", "live { tcp = on\nevery = 5s\n}\nmemory-limit = 300MiB\nmax-lifetime = 1d\nmax-requests = 7\nnofile = 99\nnice = 3\numask = \"027\"", "bind"),
            DaemonRun.Child("free", "", "bind"));

        Assert.Contains(
            "limits    live tcp every 5 s, memory-limit 300MiB, max-lifetime 1d, max-requests 7, nofile 99, nice 3, umask 027", Lines((await daemon.RunAsync("get", "web")).Out));
        Assert.DoesNotContain("limits", (await daemon.RunAsync("get", "free")).Out, StringComparison.Ordinal);
        var limits = (await daemon.AskAsync(HttpMethod.Get, "/v1/children/web")).Body.GetProperty("options").GetProperty("limits");
        Assert.Equal("300MiB", limits.GetProperty("memory-limit").GetString());
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_need_that_fails_is_told_with_its_chain_and_can_be_left_out()
    {
        await using var daemon = await DaemonRun.UpAsync(Children);

        var (code, _, error) = await daemon.RunAsync("start", "shop");
        Assert.Equal(1, code);
        Assert.Contains("shop: needs broken: broken ended with exit code 3 before it listened on ", error, StringComparison.Ordinal);

        Assert.Equal(0, (await daemon.RunAsync("start", "shop", "--no-needs")).Code);
        Assert.Equal("faulted", (await daemon.AskAsync(HttpMethod.Get, "/v1/children/broken")).Body.GetProperty("state").GetString());
        var refused = await daemon.AskAsync(HttpMethod.Post, "/v1/children/shop/start?needs=some");
        Assert.Contains("needs is 'some'; allowed: on, off", refused.Body.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = RealProgram.Limit)]
    public async Task A_reload_adds_removes_and_turns_needs()
    {
        await using var daemon = await DaemonRun.UpAsync(DaemonRun.Child("web", "needs = [db]", "bind"), DaemonRun.Child("db", "", "bind"), DaemonRun.Child("other", "", "bind"));
        Assert.Equal(0, (await daemon.RunAsync("start", "web")).Code);

        daemon.Write(DaemonRun.Child("web", "needs = [db, other]", "bind"), DaemonRun.Child("db", "", "bind"), DaemonRun.Child("other", "", "bind"));
        Assert.Equal(0, (await daemon.RunAsync("reload")).Code);
        Assert.Equal(["web  started", "├─ db  started", "└─ other  started"], Lines((await daemon.RunAsync("tree", "web")).Out));

        daemon.Write(DaemonRun.Child("web", "", "bind"), DaemonRun.Child("db", "needs = [web]", "bind"), DaemonRun.Child("other", "", "bind"));
        Assert.Equal(0, (await daemon.RunAsync("reload")).Code);
        Assert.Equal(["db  started", "└─ web  started"], Lines((await daemon.RunAsync("tree", "db")).Out));
        Assert.DoesNotContain("needed", (await daemon.RunAsync("explain", "other")).Out, StringComparison.Ordinal);

        // A circle changes nothing.
        daemon.Write(DaemonRun.Child("web", "needs = [db]", "bind"), DaemonRun.Child("db", "needs = [web]", "bind"), DaemonRun.Child("other", "", "bind"));
        var (code, _, error) = await daemon.RunAsync("reload");
        Assert.NotEqual(0, code);
        Assert.Matches("web needs db needs web|db needs web needs db", error);
        Assert.Equal(["db  started", "└─ web  started"], Lines((await daemon.RunAsync("tree", "db")).Out));
    }

    private static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');
}
