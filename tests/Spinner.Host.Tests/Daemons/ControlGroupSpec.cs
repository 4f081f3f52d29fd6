namespace Spinner.Host.Tests.Daemons;

/// <summary>A daemon in a control group of the kernel's, and a child with limits.</summary>
public class ControlGroupSpec
{
    [UnderFact(Under.Grouped, Timeout = RealProgram.Limit)]
    public async Task A_child_has_a_group_of_its_own_or_is_refused_with_why()
    {
        await using (var daemon = new DaemonRun { Under = Under.Line(Under.Grouped) })
        {
            daemon.Write(DaemonRun.Child("free", "autostart = on", "bind"), DaemonRun.Child("kept", "memory-max = 2GiB", "bind"));
            await daemon.StartAsync();
            var pid = await daemon.PidAsync("free");
            var isDelegated = (await File.ReadAllTextAsync(Path.Combine(Under.ControlGroup, "cgroup.controllers"))).Contains("memory", StringComparison.Ordinal);

            var (code, _, error) = await daemon.RunAsync("start", "kept");

            Assert.Equal(isDelegated ? 0 : 1, code);
            if (isDelegated) Assert.Contains("-1-kept", GroupOf(await daemon.PidAsync("kept")), StringComparison.Ordinal);
            else Assert.Contains($"'kept' is to have memory.max: the controller 'memory' is not delegated to '{Under.ControlGroup}'", error, StringComparison.Ordinal);
            if (!isDelegated) Assert.EndsWith("next: `spinner unit --delegate` writes such a unit\n", error, StringComparison.Ordinal);
            Assert.True(ProcFacts.IsAlive(pid));
            Assert.Equal(0, await daemon.EndAsync());
        }

        // Who looked after the daemon's children ends behind it.
        await Eventually.HoldsAsync(() => File.ReadAllText(Path.Combine(Under.ControlGroup, "cgroup.procs")).Length == 0
            && Directory.GetDirectories(Under.ControlGroup).All(left => File.ReadAllText(Path.Combine(left, "cgroup.procs")).Length == 0), "nobody is in the group");
        foreach (var left in Directory.GetDirectories(Under.ControlGroup)) Directory.Delete(left);
        Directory.Delete(Under.ControlGroup);
    }

    private static string GroupOf(int pid) => File.ReadAllLines($"/proc/{pid}/cgroup").Single(line => line.StartsWith("0::", StringComparison.Ordinal));
}
