using Spinner.Actors;
using Spinner.Processes.Tests.Engine;
using Xunit.Abstractions;

namespace Spinner.Processes.Tests.ControlGroups;

/// <summary>The groups of the kernel itself. Which limits it keeps is not asked: controllers are where the machine has them.</summary>
public sealed class KernelGroupsSpec(ITestOutputHelper output) : LauncherFixture(output)
{
    private readonly ControlGroupFiles _files = new();

    private protected override IProcessLauncher Launcher { get; } = new LinuxLauncher();

    [KernelFact(Timeout = TimeLimit)]
    public async Task A_launch_is_in_its_group_from_its_program_on_and_the_group_goes_with_it()
    {
        var unit = Path.Combine(OwnControlGroup.Find()!, $"spin-{Guid.NewGuid():N}");
        _files.Make(unit);
        var groups = new Processes.ControlGroups(_files, () => unit, static _ => []);
        try
        {
            var group = groups.Make(Plan("true"), []);
            using var stdout = new MemoryStream();
            var running = Launch(Plan("cat /proc/self/cgroup; exec sleep 1000") with { ControlGroup = group, Stdout = OutputTarget.Stream(stdout), Ready = Readiness.Log("^0::") });
            await running.Observer.WhenReady;

            Assert.Equal($"{running.Launch.Pid}\n", _files.Read(group, "cgroup.procs"));
            groups.Remove(group);
            Assert.True(Directory.Exists(group));
            running.Launch.Kill();
            await running.EndAsync();
            Assert.Contains($"/{Path.GetFileName(unit)}/{Path.GetFileName(group)}\n", System.Text.Encoding.UTF8.GetString(stdout.ToArray()), StringComparison.Ordinal);
            groups.Remove(group);
            Assert.False(Directory.Exists(group));
        }
        finally
        {
            foreach (var left in _files.GroupsIn(unit)) _files.Remove(left);
            _files.Remove(unit);
        }
    }

    [KernelFact]
    public void A_controller_that_is_not_there_is_named()
    {
        var unit = Path.Combine(OwnControlGroup.Find()!, $"spin-{Guid.NewGuid():N}");
        _files.Make(unit);
        try
        {
            var refused = Assert.Throws<SpawnException>(
                () => new Processes.ControlGroups(_files, () => unit, static _ => []).Make(Plan("true"), [new GroupLimit("none-such", "none-such.max", 1)]));

            Assert.Contains($"the controller 'none-such' is not delegated to '{unit}'", refused.Message, StringComparison.Ordinal);
            Assert.Empty(_files.GroupsIn(unit));
        }
        finally
        {
            _files.Remove(unit);
        }
    }

    private static LaunchPlan Plan(string script) => Dummy.Plan(ChildEndpoint.None) with { Command = "/bin/sh", Args = ["-c", script] };
}
