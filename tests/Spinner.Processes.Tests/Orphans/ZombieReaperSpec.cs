using Spinner.Actors;
using Spinner.Processes.Tests.Engine;
using Spinner.Processes.Tests.Linux;

namespace Spinner.Processes.Tests.Orphans;

/// <summary>Process 1 reaps what it inherits, and only that.</summary>
[Collection(OtherProcesses.Other)]
public sealed class ZombieReaperSpec
{
    private const int TimeLimit = 180_000;

    [Fact(Timeout = TimeLimit)]
    public async Task A_zombie_that_nobody_wants_goes_with_the_second_look_and_one_of_ours_stays()
    {
        var system = new LibcSyscalls();
        var (orphan, ours) = (await ZombieAsync(system), await ZombieAsync(system));
        // The other tests of this process have children too, which are theirs to reap.
        var reaper = new ZombieReaper(system, pid => pid != orphan);
        reaper.Reap();
        Assert.Equal(('Z', 'Z'), (ProcFacts.StateOf(orphan), ProcFacts.StateOf(ours)));
        reaper.Reap();
        Assert.Equal(('X', 'Z'), (ProcFacts.StateOf(orphan), ProcFacts.StateOf(ours)));
        Assert.Equal(0, system.WaitPid(ours, 4));
    }

    [UnshareTheory(Timeout = TimeLimit)]
    [InlineData("linux")]
    [InlineData("portable")]
    public async Task As_process_1_orphans_are_reaped_and_no_exit_of_a_child_is_lost(string engine)
    {
        using var supervisor = new SupervisorProcess([engine, "kill"], "unshare", "-Urpf", "--kill-child", "--mount-proc");
        await supervisor.HearAsync("ready");
        // The grandchildren outlive their parent, which leaves them to process 1.
        for (var i = 0; i < 5; i++)
        {
            await supervisor.LaunchAsync("sh", "-c", "setsid sh -c 'sleep 0.3' & exit 3");
            Assert.Equal("exit code 3", await supervisor.HearAsync("exited"));
        }

        await supervisor.LaunchAsync("sh", "-c", "kill -TERM $$");
        Assert.Equal(ExitStatus.Killed(15).ToString(), await supervisor.HearAsync("exited"));
        await Eventually.HoldsAsync(() => Zombies(supervisor) == 0 && supervisor.Descendants().All(pid => ProcStat.TryRead(pid)?.Program != "sleep"), "no zombie stays");
        supervisor.Say("run", "sh", "-c", "exit 7");
        Assert.Equal("7", await supervisor.HearAsync("ran"));
    }

    private static int Zombies(SupervisorProcess supervisor) => ProcStat.Pids().Select(ProcStat.TryRead)
        .Count(stat => stat is { IsAlive: false } dead && ProcStat.TryRead(dead.Parent) is { } first && first.Parent == supervisor.Pid);

    private static async Task<int> ZombieAsync(LibcSyscalls system)
    {
        using var nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write);
        using var block = new SpawnBlock("/bin/true", [], new Dictionary<string, string>(), directory: null);
        Assert.Equal(0, system.Spawn(block, new ChildFiles((int)nothing.DangerousGetHandle(), (int)nothing.DangerousGetHandle(), null), out var pid));
        await Eventually.HoldsAsync(() => ProcFacts.StateOf(pid) == 'Z', "it is a zombie");
        return pid;
    }
}
