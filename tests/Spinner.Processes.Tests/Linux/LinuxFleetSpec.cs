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

    [Fact(Timeout = TimeLimit)]
    public async Task An_idle_fleet_costs_nothing()
    {
        var plan = Fleet.Plan("sleep", "4711");
        _fleet = [.. Enumerable.Range(0, 100).Select(_ => Fleet.Launch(_launcher, plan))];
        // A child that is asked to stop is no longer asked whether it is ready; this signal does nothing to it.
        foreach (var running in _fleet) running.Launch.Terminate(new StopSignal(18, "SIGCONT"));
        // On a busy machine the beginning takes longer; once it is over nothing follows.
        using var time = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var quiet = false;
        for (var second = 0; second < 30 && !quiet; second++)
        {
            var before = ReactorTicks();
            await time.WaitForNextTickAsync();
            quiet = ReactorTicks() - before <= 1;
        }

        Assert.True(quiet, "It was busy in each of 30 seconds.");
    }

    private async Task<IReadOnlyList<LaunchExit>> RunAsync(int count, params string[] command)
    {
        var exits = new List<LaunchExit>();
        foreach (var running in Start(count, command).ToList()) exits.Add(await running.EndAsync());
        return exits;
    }

    private List<Running> Start(int count, params string[] command) => [.. Enumerable.Range(0, count).Select(_ => Fleet.Launch(_launcher, Fleet.Plan(command)))];

    // User and system time of the reactor's thread in hundredths of a second.
    private static long ReactorTicks() => Directory.GetDirectories("/proc/self/task")
        .Select(task => File.ReadAllText(Path.Combine(task, "stat")))
        .Where(stat => stat.Contains("(spinner reactor", StringComparison.Ordinal))
        .Select(stat => stat[(stat.LastIndexOf(')') + 2)..].Split(' '))
        .Sum(fields => long.Parse(fields[11], System.Globalization.CultureInfo.InvariantCulture) + long.Parse(fields[12], System.Globalization.CultureInfo.InvariantCulture));
}
