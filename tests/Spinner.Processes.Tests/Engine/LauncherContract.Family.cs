using System.Globalization;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Engine;

public abstract partial class LauncherContract
{
    [Fact(Timeout = TimeLimit)]
    public async Task A_crash_takes_the_grandchild_with_the_pipes_and_the_port_along()
    {
        var running = await LaunchReadyAsync("grandchild", "[", "ignore-sigterm", "bind", "]", "never-bind");
        var grandchild = int.Parse(await Dummy.GetAsync(running.Endpoint, "/pid"), CultureInfo.InvariantCulture);
        Assert.Equal([running.Launch.Pid, grandchild], running.Launch.LivingPids.Order());
        ProcFacts.Signal(running.Launch.Pid, 9);
        Assert.Equal(ExitStatus.Killed(9), (await running.EndAsync()).Status);
        Assert.False(ProcFacts.IsAlive(grandchild));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_leader_that_exits_early_takes_its_grandchild_along()
    {
        var exit = await Launch("grandchild", "[", "never-bind", "]", "exit", "4").EndAsync();
        Assert.Equal(ExitStatus.Exited(4), exit.Status);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task After_Terminate_the_group_is_waited_for_until_Kill()
    {
        var running = await LaunchReadyAsync("grandchild", "[", "ignore-sigterm", "bind", "]", "never-bind");
        var grandchild = int.Parse(await Dummy.GetAsync(running.Endpoint, "/pid"), CultureInfo.InvariantCulture);
        running.Launch.Terminate(StopSignal.Term);
        // A leader whose first thread is dead while others still die says Z, but lives.
        await Eventually.HoldsAsync(() => running.Launch.LivingPids is [var only] && only == grandchild, "only the grandchild lives");
        Assert.Equal("hello, world", await Dummy.GetAsync(running.Endpoint));
        Assert.False(running.Observer.IsExited);
        running.Launch.Kill();
        Assert.Equal(ExitStatus.Killed(15), (await running.EndAsync()).Status);
        Assert.False(ProcFacts.IsAlive(grandchild));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task After_Terminate_the_group_may_finish_by_itself()
    {
        var stdout = new CaptureStream();
        var plan = Dummy.Plan(Dummy.FreeTcp(), "grandchild", "[", "slow-stop", "300", "print-pid", "bind", "]", "never-bind");
        var running = await LaunchReadyAsync(plan with { Stdout = OutputTarget.Stream(stdout) });
        var grandchild = int.Parse(await stdout.LineAsync("pid "), CultureInfo.InvariantCulture);
        running.Launch.Terminate(StopSignal.Term);
        Assert.Equal(ExitStatus.Killed(15), (await running.EndAsync()).Status);
        Assert.False(ProcFacts.IsAlive(grandchild));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_zombie_that_nobody_reaps_does_not_count()
    {
        // The parent of the zombie-to-be has left the group and is stopped (19 is SIGSTOP), so it can neither be killed with it nor reap.
        var stdout = new CaptureStream();
        var plan = Dummy.Plan(Dummy.FreeTcp(), "grandchild", "[", "grandchild", "[", "print-pid", "never-bind", "]", "leave-group", "signal-self", "19", "]", "never-bind");
        var running = Launch(plan with { Stdout = OutputTarget.Stream(stdout) });
        var zombie = int.Parse(await stdout.LineAsync("pid "), CultureInfo.InvariantCulture);
        var parent = ProcFacts.ParentOf(zombie);
        try
        {
            await Eventually.HoldsAsync(() => ProcFacts.StateOf(parent) == 'T', "the parent is stopped");
            ProcFacts.Signal(running.Launch.Pid, 9);
            await running.EndAsync();
            Assert.Equal('Z', ProcFacts.StateOf(zombie));
            Assert.Equal(running.Launch.Pid, ProcFacts.GroupOf(zombie));
        }
        finally
        {
            ProcFacts.Signal(parent, 9);
        }
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_daemon_that_keeps_the_pipes_does_not_keep_the_launch()
    {
        var stdout = new CaptureStream();
        var plan = Dummy.Plan(Dummy.FreeTcp(), "print-error", "boom", "daemon", "[", "print-pid", "never-bind", "]", "never-bind");
        var running = Launch(plan with { Stdout = OutputTarget.Stream(stdout) });
        var daemon = int.Parse(await stdout.LineAsync("pid "), CultureInfo.InvariantCulture);
        try
        {
            running.Launch.Terminate(StopSignal.Term);
            Assert.Equal(["boom"], (await running.EndAsync()).ErrorTail);
            Assert.True(ProcFacts.IsAlive(daemon));
        }
        finally
        {
            ProcFacts.Signal(daemon, 9);
        }
    }
}
