using Spinner.Actors;
using Spinner.Processes.Tests.ControlGroups;

namespace Spinner.Processes.Tests.Engine;

// A launch with limits that need a control group.
public abstract partial class LauncherContract
{
    [Fact(Timeout = TimeLimit)]
    public async Task It_is_in_its_group_before_its_program_runs_and_the_group_goes_with_it()
    {
        using var directory = new TempDirectory();
        var fake = new FakeControlGroups(directory.PathOf("a $unit"), "memory", Environment.ProcessId);
        var plan = Shell($"cat '{fake.Unit}'/*-1-dummy/cgroup.procs '{fake.Unit}'/*-1-dummy/memory.max; echo; echo $$; umask; exit 7") with
        {
            MemoryMax = 1 << 30, Umask = (UnixFileMode)0b000_010_111,
        };

        var lines = await LinesAsync(plan, Confined(fake));

        Assert.Equal([lines[2], "1073741824", lines[2], "0027"], lines);
        Assert.DoesNotContain(fake.Names, name => name.EndsWith("-1-dummy", StringComparison.Ordinal));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_looks_whether_it_is_ready_is_in_its_group_too()
    {
        using var directory = new TempDirectory();
        var fake = new FakeControlGroups(directory.PathOf("unit"), "cpu", Environment.ProcessId);
        var plan = Shell("exec sleep 1000") with
        {
            CpuWeight = 10, Ready = Readiness.Exec("/bin/sh", ["-c", $"grep -qx $$ '{fake.Unit}'/*-1-dummy/cgroup.procs"]),
        };

        var running = Launch(plan, Confined(fake));
        await running.Observer.WhenReady;

        Assert.Equal(2, fake.Names.Length);
    }

    [Fact]
    public void What_cannot_be_spawned_leaves_no_group()
    {
        using var directory = new TempDirectory();
        var fake = new FakeControlGroups(directory.PathOf("unit"), "memory", Environment.ProcessId);

        Assert.Throws<SpawnException>(() => Launch(Shell("exit 0") with { MemoryHigh = 1 << 30, Command = "/none/such" }, Confined(fake)));

        Assert.Single(fake.Names);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task That_the_kernel_killed_in_it_is_told()
    {
        using var directory = new TempDirectory();
        var fake = new FakeControlGroups(directory.PathOf("unit"), "memory", Environment.ProcessId);
        var plan = Shell($"echo oom_kill 1 > $(echo '{fake.Unit}'/*-1-dummy)/memory.events; kill -9 $$") with { MemoryMax = 1 << 30 };

        var exit = await Launch(plan, Confined(fake)).EndAsync();

        Assert.Equal("spinner: the kernel killed 1 of its processes, which held more than memory-max", exit.ErrorTail[^1]);
    }

    private ConfinedLauncher Confined(FakeControlGroups fake) =>
        new(Launcher, new Processes.ControlGroups(fake, () => fake.Unit, pids => pids.Where(pid => pid == Environment.ProcessId)));
}
