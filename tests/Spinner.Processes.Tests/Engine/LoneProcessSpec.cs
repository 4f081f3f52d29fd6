using System.Globalization;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

/// <summary>What is left to promise where there is no <c>setsid</c>.</summary>
public sealed class LoneProcessSpec
{
    private const int TimeLimit = 90_000;

    private readonly PortableLauncher _launcher = new() { Setsid = null };
    private readonly RecordingObserver _observer = new();

    [Fact(Timeout = TimeLimit)]
    public async Task It_becomes_ready_and_stops()
    {
        using var launch = _launcher.Launch(Dummy.Plan(Dummy.FreeTcp(), "bind"), _observer);
        Assert.True((await _observer.WhenReady).Verified);
        Assert.Equal([launch.Pid], launch.LivingPids);
        launch.Terminate(StopSignal.Term);
        Assert.Equal(ExitStatus.Killed(15), (await _observer.WhenExited).Status);
        Assert.Empty(launch.LivingPids);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Kill_reaches_the_grandchild_that_the_parent_chain_shows()
    {
        var stdout = new CaptureStream();
        var plan = Dummy.Plan(Dummy.FreeTcp(), "grandchild", "[", "print-pid", "never-bind", "]", "never-bind") with { Stdout = OutputTarget.Stream(stdout) };
        using var launch = _launcher.Launch(plan, _observer);
        var grandchild = int.Parse(await stdout.LineAsync("pid "), CultureInfo.InvariantCulture);
        launch.Kill();
        Assert.Equal(ExitStatus.Killed(9), (await _observer.WhenExited).Status);
        await Eventually.HoldsAsync(() => !ProcFacts.IsAlive(grandchild), "the grandchild is dead");
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_crash_is_told_although_a_grandchild_holds_the_pipes()
    {
        var stdout = new CaptureStream();
        var plan = Dummy.Plan(Dummy.FreeTcp(), "grandchild", "[", "print-pid", "never-bind", "]", "print-error", "boom", "never-bind");
        using var launch = _launcher.Launch(plan with { Stdout = OutputTarget.Stream(stdout) }, _observer);
        var grandchild = int.Parse(await stdout.LineAsync("pid "), CultureInfo.InvariantCulture);
        ProcFacts.Signal(launch.Pid, 9);
        var exit = await _observer.WhenExited;
        Assert.Equal(ExitStatus.Killed(9), exit.Status);
        Assert.Equal(["boom"], exit.ErrorTail);
        ProcFacts.Signal(grandchild, 9);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Every_member_may_be_called_after_the_end()
    {
        var launch = _launcher.Launch(Dummy.Plan(Dummy.FreeTcp(), "exit", "3"), _observer);
        Assert.Equal(ExitStatus.Exited(3), (await _observer.WhenExited).Status);
        launch.Terminate(StopSignal.Term);
        launch.Kill();
        launch.Dispose();
    }
}
