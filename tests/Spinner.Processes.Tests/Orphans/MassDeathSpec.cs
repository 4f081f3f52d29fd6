using System.Globalization;
using Spinner.Actors;
using Spinner.Processes.Tests.Engine;
using Spinner.Processes.Tests.Linux;

namespace Spinner.Processes.Tests.Orphans;

/// <summary>Very many ends at once, and very few descriptors, on guarded engines.</summary>
public sealed class MassDeathSpec
{
    private const int TimeLimit = 180_000;
    private static readonly int Many = StressRun.IsOn ? 1000 : 100;

    [Theory(Timeout = TimeLimit)]
    [InlineData(EngineChoice.Linux)]
    [InlineData(EngineChoice.Portable)]
    public async Task All_die_in_the_same_millisecond_and_no_exit_is_lost(EngineChoice choice)
    {
        var launcher = Engines.Choose(choice);
        var fleet = Enumerable.Range(0, Many).Select(i => (Signal: i % 2 == 0 ? 9 : 10, Running: Fleet.Launch(launcher, Fleet.Plan("sleep", "4711")))).ToList();
        try
        {
            // Both signals end a program that does not know them; the portable engine's setsid(1) must have become sleep first, but dies of them as well.
            foreach (var (signal, running) in fleet) ProcFacts.Signal(running.Launch.Pid, signal);
            foreach (var (signal, running) in fleet)
            {
                Assert.Equal(ExitStatus.Killed(signal), (await running.EndAsync()).Status);
                Assert.False(ProcFacts.IsAlive(running.Launch.Pid));
            }
        }
        finally
        {
            foreach (var (_, running) in fleet) running.Launch.Dispose();
        }
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("linux")]
    [InlineData("portable")]
    public async Task Out_of_descriptors_a_launch_is_refused_with_the_reason_and_the_others_live_on(string engine)
    {
        using var supervisor = new SupervisorProcess([engine, "kill"], "sh", "-c", "ulimit -n 160; exec \"$@\"", "limited");
        await supervisor.HearAsync("ready");
        var living = new List<int>();
        while (living.Count < 160 && await LaunchAsync(supervisor) is { } pid) living.Add(pid);

        Assert.InRange(living.Count, 10, 100);
        Assert.All(living, pid => Assert.True(ProcFacts.IsAlive(pid)));
        foreach (var pid in living.Take(5)) ProcFacts.Signal(pid, 9);
        for (var i = 0; i < 5; i++) Assert.Equal(ExitStatus.Killed(9).ToString(), await supervisor.HearAsync("exited"));
        // The portable engine's probes of the others take and give descriptors all the time.
        var tries = 0;
        while (await LaunchAsync(supervisor) is null) Assert.InRange(++tries, 1, 2000);
        supervisor.Kill();
        await supervisor.GoneAsync();
    }

    // Null when it was refused for want of descriptors.
    private static async Task<int?> LaunchAsync(SupervisorProcess supervisor)
    {
        supervisor.Say("launch", "1", "sleep", "4711");
        var answer = await supervisor.HearAnyAsync("launched", "refused");
        if (int.TryParse(answer, CultureInfo.InvariantCulture, out var pid)) return pid;
        Assert.Contains("are kept back", answer, StringComparison.Ordinal);
        return null;
    }
}
