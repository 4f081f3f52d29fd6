using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

public abstract partial class LauncherContract
{
    [Theory(Timeout = TimeLimit)]
    [InlineData("echo loading; printf 'ready in '; sleep 0.2; echo '20 ms'")] // split over two reads
    [InlineData("echo 'ready in 5 ms' >&2")]
    [InlineData("printf 'ready in 5 ms'; exec >&-")] // without its end, which comes with that of its stream
    [InlineData("printf 'ready in 5 ms\\r\\n'")]
    [InlineData("head -c 65000 /dev/zero | tr '\\0' x; echo 'ready in 5 ms'")]
    [InlineData("yes 'not yet' | head -c 200000000; echo 'ready in 5 ms'")]
    public async Task Ready_by_a_line_it_writes(string script)
    {
        var running = await LaunchReadyAsync(Writing(@"ready in \d+ ms$", script));
        Assert.Equal(new LaunchReady(ChildEndpoint.None, Verified: true), await running.Observer.WhenReady);
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("echo steady; echo unready")]
    [InlineData("printf ready")] // unfinished, and more may come
    [InlineData("head -c 70000 /dev/zero | tr '\\0' x; echo ready")] // beyond what is looked at of a line
    public async Task What_does_not_match_does_not_make_it_ready(string script)
    {
        // What comes later is read later, and one after the other.
        var running = Launch(Writing("^(x+)?ready$", $"{{ {script}; sleep 0.3; echo er; echo end; }} >&2"));
        await Eventually.HoldsAsync(() => running.Launch.ErrorTail.Contains("end"), "it has written all");
        running.Launch.Kill();
        await running.EndAsync();
        Assert.False(running.Observer.IsReady);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_line_that_comes_after_the_stop_means_nothing()
    {
        var running = Launch(Writing("^ready$", "trap 'echo ready >&2; exit 0' TERM; echo waits >&2; while :; do sleep 0.05; done"));
        await Eventually.HoldsAsync(() => running.Launch.ErrorTail.Contains("waits"), "it waits");
        running.Launch.Terminate(StopSignal.Term);
        Assert.Contains("ready", (await running.EndAsync()).ErrorTail);
        Assert.False(running.Observer.IsReady);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Who_floods_and_never_matches_ends_by_Kill()
    {
        var running = Launch(Writing("(a|b)*ready.{5,20}$", "yes aabbaabbread"));
        await Eventually.HoldsAsync(() => CpuOf(running.Launch.Pid) > TimeSpan.FromMilliseconds(50), "it floods");
        running.Launch.Kill();
        await running.EndAsync();
        Assert.False(running.Observer.IsReady);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stranger_on_the_port_of_one_that_writes_it_is_ready_is_an_error()
    {
        var stranger = await LaunchReadyAsync("bind");
        Assert.Equal(stranger.Launch.Pid, (await Launch(Writing("ready", "echo ready") with { Endpoint = stranger.Endpoint }).EndAsync()).Stranger?.Pid);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_line_of_an_earlier_launch_is_not_this_ones()
    {
        var ring = new OutputRing(4096);
        (await LaunchReadyAsync(Writing("ready", "echo ready") with { Ring = ring })).Launch.Kill();
        var second = Launch(Writing("ready", "echo waits >&2") with { Ring = ring });
        await Eventually.HoldsAsync(() => second.Launch.ErrorTail.Contains("waits"), "it waits");
        Assert.False(second.Observer.IsReady);
    }

    [Theory]
    [InlineData("(")]
    [InlineData(@"(a)\1")]
    [InlineData("(?=a)")]
    [InlineData("")]
    public void A_bad_pattern_is_refused(string pattern)
    {
        var refused = Assert.Throws<SpawnException>(() => Launch(Writing(pattern, "echo ready")));
        Assert.Contains("the pattern of the line that makes it ready is wrong", refused.Message, StringComparison.Ordinal);
    }

    private static TimeSpan CpuOf(int group) => GroupUsage.ReadAll().GetValueOrDefault(group).Cpu;

    private static LaunchPlan Writing(string pattern, string script) => Dummy.Plan(ChildEndpoint.None) with
    {
        Command = "/bin/sh",
        Args = ["-c", $"{script}; exec sleep 100"],
        Ready = Readiness.Log(pattern),
    };
}
