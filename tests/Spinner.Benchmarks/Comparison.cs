using Spinner.Processes;

namespace Spinner.Benchmarks;

/// <summary>Everything in one run, the contenders taking turns, so that a busy machine is busy for all of them.</summary>
internal static class Comparison
{
    private const int Rounds = 41;
    private const int WarmUp = 10;
    private const int FleetRounds = 3;
    private const int FleetSize = 500;
    private const long FloodBytes = 200_000_000;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public static async Task<Report> RunAsync(NativePrograms programs, Workshop workshop)
    {
        using var floor = new FloorContender(programs, workshop);
        var linux = new EngineContender("linux", Engines.Choose(EngineChoice.Linux), programs, workshop);
        IContender[] all = [floor, new EngineContender("portable", new PortableLauncher(), programs, workshop), linux];
        var samples = new List<Samples>();
        samples.AddRange(await TurnsAsync("cold tcp", Rounds, WarmUp, all, c => c.ColdAsync(isUnix: false)));
        samples.AddRange(await TurnsAsync("cold unix", Rounds, WarmUp, all, c => c.ColdAsync(isUnix: true)));
        samples.AddRange(await TurnsAsync("crash", Rounds, WarmUp, all, c => c.CrashAsync()));
        var stops = all.ToDictionary(c => c.Name, _ => new List<double>());
        samples.AddRange(await TurnsAsync($"start {FleetSize}", FleetRounds, 1, all, async contender =>
        {
            var (start, stop) = await contender.FleetAsync(FleetSize);
            stops[contender.Name].Add(stop);
            return start;
        }));
        // The first fleet of a contender warms it up, as in TurnsAsync.
        samples.AddRange(stops.Select(stop => new Samples($"stop {FleetSize}", stop.Key, stop.Value[1..])));
        await linux.FloodAsync(FloodBytes / 10);
        var flood = await linux.FloodAsync(FloodBytes);
        var idle = await linux.IdleAsync(FleetSize, Idle);
        return new Report(samples, FleetSize, idle.CpuPerSecond, idle.KiBPerChild, flood.Cpu, flood.MiB, flood.Wall);
    }

    private static async Task<IEnumerable<Samples>> TurnsAsync(string work, int rounds, int warmUp, IContender[] all, Func<IContender, Task<double>> measure)
    {
        var values = all.ToDictionary(c => c, _ => new List<double>());
        for (var round = 0; round < warmUp + rounds; round++)
        {
            foreach (var contender in all)
            {
                var took = await measure(contender);
                if (round >= warmUp) values[contender].Add(took);
            }
        }

        return values.Select(v => new Samples(work, v.Key.Name, v.Value));
    }
}
