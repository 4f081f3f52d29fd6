using Spinner.Actors;
using Spinner.Processes.Tests.Engine;
using Xunit.Abstractions;

namespace Spinner.Processes.Tests.Linux;

/// <summary>Many children at once on one thread.</summary>
[Collection(ThisProcess.Alone)]
public sealed class LinuxFleetSpec(ITestOutputHelper output) : IDisposable
{
    private const int TimeLimit = 90_000;
    private static readonly bool IsStress = StressRun.IsOn;

    private readonly LinuxLauncher _launcher = new();
    private List<Running> _fleet = [];

    public void Dispose()
    {
        foreach (var running in _fleet) running.Launch.Dispose();
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Five_hundred_launches_at_once_leave_no_descriptor_and_no_thread()
    {
        await RunAsync(10, "true");
        var (descriptors, threads) = (Fleet.Descriptors(), Fleet.Threads());
        var quarters = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Start(125, "sleep", "4711"))));
        _fleet = [.. quarters.SelectMany(quarter => quarter)];
        output.WriteLine($"500 children: {Fleet.Threads() - threads} threads more, {Fleet.Descriptors() - descriptors} descriptors more");
        Assert.InRange(Fleet.Threads() - threads, int.MinValue, 12);
        foreach (var running in _fleet) running.Launch.Kill();
        foreach (var running in _fleet) Assert.Equal(ExitStatus.Killed(9), (await running.EndAsync()).Status);
        await Eventually.HoldsAsync(() => Fleet.Descriptors() <= descriptors, "every descriptor is closed");
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Hundreds_exit_at_once_and_none_is_lost()
    {
        var rounds = IsStress ? 10 : 1;
        for (var round = 0; round < rounds; round++)
        {
            _fleet = [.. Start(IsStress ? 1000 : 300, "sleep", "4711")];
            foreach (var running in _fleet) ProcFacts.Signal(running.Launch.Pid, 15);
            foreach (var running in _fleet) Assert.Equal(ExitStatus.Killed(15), (await running.EndAsync()).Status);
        }
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Children_that_exit_while_others_are_spawned_are_all_told()
    {
        var exits = await RunAsync(300, "sh", "-c", "echo out; echo error >&2; exit 3");
        Assert.All(exits, exit => Assert.Equal(ExitStatus.Exited(3), exit.Status));
        Assert.All(exits, exit => Assert.Equal(["error"], exit.ErrorTail));
    }

    private async Task<IReadOnlyList<LaunchExit>> RunAsync(int count, params string[] command)
    {
        var exits = new List<LaunchExit>();
        foreach (var running in Start(count, command).ToList()) exits.Add(await running.EndAsync());
        return exits;
    }

    private List<Running> Start(int count, params string[] command) => [.. Enumerable.Range(0, count).Select(_ => Fleet.Launch(_launcher, Fleet.Plan(command)))];
}
