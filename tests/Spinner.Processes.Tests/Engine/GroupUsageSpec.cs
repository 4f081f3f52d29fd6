
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

        var used = GroupUsage.ReadAll()[launch.Pid];

        Assert.Equal(2, used.Processes);
        Assert.True(used.Cpu > TimeSpan.Zero);
        // Each has a runtime of its own.
        Assert.InRange(used.Memory, 2L * 10_000_000, 2L * 1_000_000_000);
        launch.Kill();
        await observer.WhenExited;
        await Eventually.HoldsAsync(() => !GroupUsage.ReadAll().ContainsKey(launch.Pid), "the group is gone");
    }
}
