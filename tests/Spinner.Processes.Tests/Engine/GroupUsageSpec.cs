using System.Text;

namespace Spinner.Processes.Tests.Engine;

public sealed class GroupUsageSpec
{
    private const int TimeLimit = 90_000;

    [Fact(Timeout = TimeLimit)]
    public async Task A_group_is_the_sum_of_its_living_processes()
    {
        var observer = new RecordingObserver();
        using var launch = new LinuxLauncher().Launch(Dummy.Plan(Dummy.FreeTcp(), "grandchild", "[", "never-bind", "]", "bind"), observer);
        await observer.WhenReady;

        var used = GroupUsage.ReadAll(out var members)[launch.Pid];

        Assert.Equal(2, used.Processes);
        Assert.True(used.Cpu > TimeSpan.Zero);
        // Each has a runtime of its own.
        Assert.InRange(used.Memory, 2L * 10_000_000, 2L * 1_000_000_000);
        Assert.Equal(2, members[launch.Pid].Count);
        Assert.Equal(1, GroupUsage.Read([launch.Pid])[launch.Pid].Processes);
        Assert.Equal(2, GroupUsage.Read(members[launch.Pid])[launch.Pid].Processes);
        launch.Kill();
        await observer.WhenExited;
        await Eventually.HoldsAsync(() => !GroupUsage.ReadAll().ContainsKey(launch.Pid), "the group is gone");
        Assert.Empty(GroupUsage.Read(members[launch.Pid]));
    }

    [Theory]
    [InlineData("42 (web) S 1 42 42 0 -1 4194560 1 0 0 0 150 50 0 0 20 0 1 0 99 1000000 7 18446744073709551615 1 1 0", 42, 2.0, 7)]
    [InlineData("42 (x) Z 1 () S 1 7 42 0 -1 4194560 1 0 0 0 0 1 0 0 20 0 1 0 99 1000000 3 18446744073709551615 1 1 0", 7, 0.01, 3)]
    public void A_process_may_be_called_anything(string stat, int group, double cpuSeconds, long pages)
    {
        var (found, usage) = GroupUsage.Parse(Encoding.UTF8.GetBytes(stat))!.Value;

        Assert.Equal(group, found);
        Assert.Equal(TimeSpan.FromSeconds(cpuSeconds), usage.Cpu);
        Assert.Equal(pages * Environment.SystemPageSize, usage.Memory);
    }

    [Theory]
    [InlineData("42 (gone) Z 1 42 42 0 -1 4194560 1 0 0 0 150 50 0 0 20 0 1 0 99 0 0 18446744073709551615 1 1 0")]
    [InlineData("42 (cut) S 1 42 42 0 -1")]
    [InlineData("")]
    public void What_has_ended_or_is_cut_off_uses_nothing(string stat) => Assert.Null(GroupUsage.Parse(Encoding.UTF8.GetBytes(stat)));
}
