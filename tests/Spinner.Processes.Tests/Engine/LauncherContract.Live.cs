using System.Globalization;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

// Looks at a launch that serves: whether it is well, and how much memory it holds.
public abstract partial class LauncherContract
{
    [Theory(Timeout = TimeLimit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_says_whether_it_is_well(bool isUnix)
    {
        ChildEndpoint endpoint = isUnix ? Dummy.FreeUnix() : Dummy.FreeTcp();
        var running = await LaunchReadyAsync(Dummy.Plan(endpoint, "unwell", "bind") with { Live = Liveness.Http("/health") });
        Assert.Equal("GET /health was answered with 503, not 200-399", await CheckAsync(running, endpoint));
        await Dummy.GetAsync(endpoint, "/well");
        Assert.Null(await CheckAsync(running, endpoint));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_connection_says_whether_it_is_well()
    {
        var running = await LaunchReadyAsync(Dummy.Plan(Dummy.FreeTcp(), "bind") with { Live = Liveness.Tcp });
        Assert.Null(await CheckAsync(running, running.Endpoint));
        Assert.StartsWith("127.0.0.1:", await CheckAsync(running, Dummy.FreeTcp()), StringComparison.Ordinal);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_command_in_its_environment_says_whether_it_is_well()
    {
        using var directory = new TempDirectory();
        var running = await LaunchReadyAsync(Looked(directory, "test \"$ANSWER\" = 42 && test -e here || exit 3").With("ANSWER", "42"));
        Assert.Equal("/bin/sh ended with exit code 3", await CheckAsync(running, ChildEndpoint.None));
        await File.WriteAllTextAsync(directory.PathOf("here"), "");
        Assert.Null(await CheckAsync(running, ChildEndpoint.None));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_command_that_hangs_is_killed_with_its_group_at_its_time_out()
    {
        using var directory = new TempDirectory();
        var running = await LaunchReadyAsync(Looked(directory, "echo $$ >> pids; sleep 100 & sleep 100", TimeSpan.FromMilliseconds(300)));
        Assert.Equal("/bin/sh did not end within 0.3 s", await CheckAsync(running, ChildEndpoint.None));
        Assert.Empty(ProcFacts.LivingInGroup(Assert.Single(PidsIn(directory))));
        Assert.True(ProcFacts.IsAlive(running.Launch.Pid));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_look_that_nobody_wants_any_more_ends_and_kills_its_command()
    {
        using var directory = new TempDirectory();
        var running = await LaunchReadyAsync(Looked(directory, "echo $$ >> pids; sleep 100", TimeSpan.FromHours(1)));
        using var stop = new CancellationTokenSource();
        var look = running.Launch.CheckAsync(ChildEndpoint.None, stop.Token);
        await Eventually.HoldsAsync(() => PidsIn(directory).Count == 1, "it runs");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => look);
        await Eventually.HoldsAsync(() => ProcFacts.LivingInGroup(PidsIn(directory)[0]).Count == 0, "it is gone");
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_asks_for_no_look_is_well()
    {
        var running = await LaunchReadyAsync("bind");
        Assert.Null(await CheckAsync(running, Dummy.FreeTcp()));
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("grandchild")]
    [InlineData("daemon")] // in a session of its own
    public async Task The_memory_of_its_family_is_its_own(string relation)
    {
        var stdout = new CaptureStream();
        var alone = await LaunchReadyAsync("bind");
        var plan = Dummy.Plan(Dummy.FreeTcp(), relation, "[", "print-pid", "never-bind", "]", "bind");
        var running = await LaunchReadyAsync(plan with { Stdout = OutputTarget.Stream(stdout) });
        var other = int.Parse(await stdout.LineAsync("pid "), CultureInfo.InvariantCulture);
        try
        {
            // Both are the same program; what a half of one holds is more than they may differ by.
            await Eventually.HoldsAsync(() => running.Launch.MemoryInUse() > alone.Launch.MemoryInUse() * 3 / 2, "the other is counted");
        }
        finally
        {
            ProcFacts.TrySignal(other, 9);
        }
        running.Launch.Kill();
        await running.EndAsync();
        Assert.Null(running.Launch.MemoryInUse());
    }

    [PythonFact(Timeout = TimeLimit)]
    public async Task What_its_processes_share_after_a_fork_is_counted_once()
    {
        const long MiB = 1024 * 1024;
        const string Forking = "import os, time\nb = bytearray(64 << 20)\nfor i in range(0, len(b), 4096): b[i] = 1\nos.fork()\ntime.sleep(600)";
        var running = await LaunchReadyAsync(Dummy.Plan(ChildEndpoint.None) with
        {
            Command = "python3", Args = ["-c", Forking], Ready = Readiness.Alive, ReadyAfter = TimeSpan.Zero,
        });

        await Eventually.HoldsAsync(() => running.Launch.MemoryInUse() > 128 * MiB, "both hold it");

        Assert.InRange(running.Launch.MemoryShare()!.Value, 64 * MiB, 100 * MiB);
        running.Launch.Kill();
        await running.EndAsync();
        Assert.Null(running.Launch.MemoryShare());
    }

    private static Task<string?> CheckAsync(Running running, ChildEndpoint endpoint) => running.Launch.CheckAsync(endpoint, CancellationToken.None);

    private static LaunchPlan Looked(TempDirectory directory, string script, TimeSpan? limit = null) =>
        Dummy.Plan(ChildEndpoint.None, "never-bind") with
        {
            Ready = Readiness.Alive, ReadyAfter = TimeSpan.Zero, WorkingDirectory = directory.Path,
            Live = Liveness.Exec("/bin/sh", "-c", script) with { Timeout = limit ?? TimeSpan.FromSeconds(30) },
        };
}
