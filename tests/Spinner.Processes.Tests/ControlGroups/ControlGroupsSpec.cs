using Spinner.Actors;

namespace Spinner.Processes.Tests.ControlGroups;

/// <summary>How groups are made where they are delegated, what is said where they are not, and that nothing is left.</summary>
public sealed class ControlGroupsSpec : IDisposable
{
    private static readonly int Self = Environment.ProcessId;
    private static readonly LaunchPlan Plan = Dummy.Plan(ChildEndpoint.None) with { Name = "web/1", MemoryHigh = 1 << 20, MemoryMax = 2 << 20, CpuWeight = 50 };

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void This_process_moves_aside_and_the_group_has_its_limits()
    {
        var fake = Fake("cpu memory pids", Self);

        var group = Make(Groups(fake));

        Assert.Equal(("1048576", "2097152", "50"), (fake.Read(group, "memory.high"), fake.Read(group, "memory.max"), fake.Read(group, "cpu.weight")));
        Assert.Equal("", fake.Read(fake.Unit, "cgroup.procs"));
        Assert.Equal($"{Self}\n", fake.Read(Path.Combine(fake.Unit, OwnName), "cgroup.procs"));
        Assert.Equal([OwnName, $"{OwnName}-1-web-1"], fake.Names);
    }

    [Fact]
    public void Each_launch_has_its_own_and_what_is_enabled_already_stays()
    {
        var fake = Fake("cpu memory", Self);
        var groups = Groups(fake);
        Make(groups);

        Assert.EndsWith("-2-web-1", Make(groups), StringComparison.Ordinal);
        Assert.Equal("memory cpu ", fake.Read(fake.Unit, "cgroup.subtree_control"));
    }

    [Fact]
    public void What_is_born_while_it_moves_moves_too()
    {
        var fake = Fake("cpu memory", Self);
        fake.BeforeEnabled = () =>
        {
            fake.BeforeEnabled = null;
            FakeControlGroups.Put(fake.Unit, 4711);
        };

        Make(new Processes.ControlGroups(fake, () => fake.Unit, pids => pids));

        Assert.Equal($"{Self}\n4711\n", fake.Read(Path.Combine(fake.Unit, OwnName), "cgroup.procs"));
    }

    [Fact]
    public void Others_in_the_group_are_left_alone_and_named()
    {
        var fake = Fake("cpu memory", Self, 1);

        Assert.Equal(
            $"'web/1' is to have memory.high and memory.max and cpu.weight: the group of this process, '{fake.Unit}', has other processes too: 1; "
            + "a systemd unit with Delegate=yes has a group of its own.",
            RefusalOf(Groups(fake)));
        Assert.Equal([OwnName], fake.Names);
    }

    [Fact]
    public void What_is_not_delegated_is_named_and_nobody_moves()
    {
        var fake = Fake("memory pids", Self);

        Assert.Contains($"the controller 'cpu' is not delegated to '{fake.Unit}', the group of this process (there: memory, pids); ", RefusalOf(Groups(fake)), StringComparison.Ordinal);
        Assert.Empty(fake.Names);
        Assert.Equal($"{Self}\n", fake.Read(fake.Unit, "cgroup.procs"));
        Assert.Contains("(there: none)", RefusalOf(Groups(Fake("", Self))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_system_without_it_and_the_first_group_of_all_and_one_of_somebody_else_are_named()
    {
        Assert.Contains("the system has no cgroup v2, or shows none", RefusalOf(new Processes.ControlGroups(Fake(""), () => null, pids => pids)), StringComparison.Ordinal);

        var fake = Fake("cpu memory", Self);
        fake.IsReadOnly = true;
        Assert.Contains("is denied", RefusalOf(Groups(fake)), StringComparison.Ordinal);

        File.Delete(Path.Combine(fake.Unit, "cgroup.type"));
        Assert.Contains($"this process is in the first group of all, '{fake.Unit}', which is not its own", RefusalOf(Groups(fake)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_dead_supervisor_left_is_removed_and_nothing_else()
    {
        var fake = Fake("memory", Self);
        var start = ProcStat.TryRead(1)!.Value.StartTime;
        string[] stay = [$"spinner-1-{start}", $"spinner-1-{start}-4-web", "spinner", "spinner-web", "other-1-1"];
        foreach (var name in (string[])[.. stay, "spinner-1-7", "spinner-1-7-3-web"]) fake.Make(Path.Combine(fake.Unit, name));
        fake.Make(Path.Combine(fake.Unit, "spinner-1-7-3-web", "inner"));

        Groups(fake).Sweep();

        Assert.Equal(stay.Order(), fake.Names);
    }

    [Fact]
    public void One_that_somebody_is_still_in_is_removed_with_the_next()
    {
        var fake = Fake("cpu memory", Self);
        var groups = Groups(fake);
        var (first, second) = (Make(groups), Make(groups));
        FakeControlGroups.Put(first, 1);

        groups.Remove(first);
        Assert.Contains(Path.GetFileName(first), fake.Names);
        FakeControlGroups.Put(first);
        groups.Remove(second);

        Assert.Equal([OwnName], fake.Names);
    }

    [Fact]
    public void A_limit_that_the_kernel_refuses_leaves_no_group()
    {
        var fake = Fake("cpu memory", Self);

        Assert.Throws<SpawnException>(() => Groups(fake).Make(Plan, [new GroupLimit("memory", "memory.unknown", 1)]));

        Assert.Equal([OwnName], fake.Names);
    }

    [Theory]
    [InlineData("0::/user.slice/a.scope", "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "/sys/fs/cgroup/user.slice/a.scope")]
    [InlineData("4:memory:/x\n0::/", "31 23 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n30 23 0:26 / /sys/fs/cgroup/unified rw shared:4 - cgroup2 none rw", "/sys/fs/cgroup/unified")]
    [InlineData("0::/docker/c1/sub", "30 23 0:26 /docker/c1 /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "/sys/fs/cgroup/sub")]
    [InlineData("0::/../sub", "30 23 0:26 /.. /sys/fs/cgroup rw - cgroup2 cgroup2 rw", null)]
    [InlineData("0::/docker/c10", "30 23 0:26 /docker/c1 /sys/fs/cgroup rw - cgroup2 cgroup2 rw", null)]
    [InlineData("4:memory:/x", "31 23 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory", null)]
    [InlineData("", "", null)]
    public void Its_own_group_is_found_where_it_is_mounted(string groups, string mounts, string? expected) => Assert.Equal(expected, OwnControlGroup.Of(groups, mounts));

    [Fact]
    public void What_runs_already_is_ours_and_who_is_our_parent_is_not()
    {
        using var child = System.Diagnostics.Process.Start("sleep", "1000");
        try
        {
            Assert.Equal(new[] { Self, child.Id }.Order(), OwnProcesses.Among([1, Self, child.Id]).Order());
        }
        finally
        {
            child.Kill();
        }
    }

    private static string OwnName => GroupName.Of(Self, ProcStat.TryRead(Self)!.Value.StartTime);

    private FakeControlGroups Fake(string controllers, params int[] pids) => new(_directory.PathOf($"unit-{Guid.NewGuid():N}"), controllers, pids);

    private static Processes.ControlGroups Groups(FakeControlGroups fake) => new(fake, () => fake.Unit, pids => pids.Where(pid => pid == Self));

    private static string Make(Processes.ControlGroups groups) => groups.Make(Plan, GroupLimit.Of(Plan));

    private static string RefusalOf(Processes.ControlGroups groups)
    {
        var refused = Assert.Throws<SpawnException>(() => Make(groups));
        Assert.Equal(SpawnFailure.Refused, refused.Failure);
        return refused.Message;
    }
}
