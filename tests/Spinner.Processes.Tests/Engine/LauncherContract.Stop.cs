using System.Collections.Concurrent;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

public abstract partial class LauncherContract
{
    private const int SigStop = 19;

    [Theory(Timeout = TimeLimit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_is_stopped_hears_what_asks_it_to_end(bool byCommand)
    {
        using var directory = new TempDirectory();
        var running = await LaunchReadyAsync(Stopping(directory, byCommand ? "kill -TERM ${PID}" : null, "trap 'exit 7' TERM"));
        ProcFacts.Signal(running.Launch.Pid, SigStop);
        running.Launch.Terminate(StopSignal.Term);
        Assert.Equal(ExitStatus.Exited(7), (await running.EndAsync()).Status);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stop_command_is_run_in_its_environment_and_directory_instead_of_the_signal()
    {
        using var directory = new TempDirectory();
        var plan = Stopping(directory, "echo \"$ANSWER ${PID}\" > said; kill -USR1 ${PID}", "trap 'exit 5' USR1; trap 'exit 9' TERM");
        var running = await LaunchReadyAsync(plan.With("ANSWER", "42"));
        running.Launch.Terminate(StopSignal.Term);
        Assert.Equal(ExitStatus.Exited(5), (await running.EndAsync()).Status);
        Assert.Equal($"42 {running.Launch.Pid}\n", await File.ReadAllTextAsync(directory.PathOf("said")));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stop_command_that_cannot_be_run_is_told_and_the_signal_sent()
    {
        using var directory = new TempDirectory();
        var log = new ConcurrentQueue<OutputBatch>();
        var plan = Stopping(directory, null, "trap 'exit 9' TERM") with { StopCommand = ["./no-such"], Log = log.Enqueue };
        var running = await LaunchReadyAsync(plan);
        running.Launch.Terminate(StopSignal.Term);
        Assert.Equal(ExitStatus.Exited(9), (await running.EndAsync()).Status);
        await Eventually.HoldsAsync(() => log.Any(batch => batch.Text.Contains("cannot be run, so it gets the stop signal", StringComparison.Ordinal)), "it is told");
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_stop_command_that_fails_is_told_and_the_child_is_waited_for()
    {
        using var directory = new TempDirectory();
        var log = new ConcurrentQueue<OutputBatch>();
        var running = await LaunchReadyAsync(Stopping(directory, "exit 3", "trap 'exit 9' TERM") with { Log = log.Enqueue });
        running.Launch.Terminate(StopSignal.Term);
        await Eventually.HoldsAsync(() => log.Any(batch => batch.Text.Contains("ended with exit code 3", StringComparison.Ordinal)), "it is told");
        Assert.False(running.Observer.IsExited);
        running.Launch.Kill();
        Assert.Equal(ExitStatus.Killed(9), (await running.EndAsync()).Status);
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_command_that_hangs_ends_with_the_launch(bool isKilled)
    {
        using var directory = new TempDirectory();
        var running = await LaunchReadyAsync(Stopping(directory, "sleep 100 & echo $$ > pids; wait", "trap 'exit 9' TERM"));
        running.Launch.Terminate(StopSignal.Term);
        await Eventually.HoldsAsync(() => PidsIn(directory).Count == 1, "it runs");
        if (isKilled) running.Launch.Kill();
        else ProcFacts.Signal(running.Launch.Pid, 9);
        await running.EndAsync();
        await Eventually.HoldsAsync(() => ProcFacts.LivingInGroup(PidsIn(directory)[0]).Count == 0, "it is gone");
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_second_stop_sends_the_signal()
    {
        using var directory = new TempDirectory();
        var running = await LaunchReadyAsync(Stopping(directory, "exit 0", "trap 'exit 9' TERM"));
        running.Launch.Terminate(StopSignal.Term);
        running.Launch.Terminate(StopSignal.Term);
        Assert.Equal(ExitStatus.Exited(9), (await running.EndAsync()).Status);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_outlives_a_leader_that_a_command_stopped_gets_the_signal()
    {
        using var directory = new TempDirectory();
        var running = await LaunchReadyAsync(Stopping(
            directory, "kill -USR1 ${PID}", "trap 'exit 5' USR1; sh -c \"trap 'echo x > heard; exit' TERM; echo heir; while :; do sleep 0.02; done\" & true")
            with { Ready = Readiness.Log("^heir$") });
        running.Launch.Terminate(StopSignal.Term);
        Assert.Equal(ExitStatus.Exited(5), (await running.EndAsync()).Status);
        Assert.True(File.Exists(directory.PathOf("heard")));
    }

    private static LaunchPlan Stopping(TempDirectory directory, string? stop, string traps) => Dummy.Plan(ChildEndpoint.None) with
    {
        Command = "/bin/sh",
        Args = ["-c", $"{traps}; echo up; while :; do sleep 0.02; done"],
        WorkingDirectory = directory.Path,
        StopCommand = stop is null ? null : ["/bin/sh", "-c", stop],
        Ready = Readiness.Log("^up$"),
    };
}
