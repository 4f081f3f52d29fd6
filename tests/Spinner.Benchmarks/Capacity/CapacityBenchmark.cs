using System.Globalization;
using System.Text.Json;
using Akka.Actor;
using Akka.Configuration;
using Spinner.Actors;
using Spinner.Actors.TestKit;

namespace Spinner.Benchmarks.Capacity;

/// <summary>How long clients wait under a memory budget, by who makes way: the library's own rule beside others, on the same loads.</summary>
internal static class CapacityBenchmark
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(20);

    public static async Task<int> RunAsync(string? json, bool isBrief)
    {
        Effort.IsBrief = isBrief;
        var quiet = ConfigurationFactory.ParseString("akka { loglevel = ERROR, stdout-loglevel = OFF, loggers = [] }");
        using var system = ActorSystem.Create("capacity", quiet.WithFallback(VirtualTime.Config));
        var samples = new Dictionary<string, List<Outcome>>();
        foreach (var seed in Enumerable.Range(1, isBrief ? 1 : 4))
        {
            var apps = Workload.Generate(seed, Effort.Of(TimeSpan.FromHours(12)));
            foreach (var (name, run) in Runs(system, apps))
            {
                if (!samples.TryGetValue(name, out var all)) samples[name] = all = [];
                all.Add(run());
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {name}: {all[^1].Waited:0} s waited, {all[^1].ColdStarts} launches, peak {all[^1].PeakBytes >> 20} MiB"));
            }
        }
        var keys = Keys(samples);
        Console.WriteLine(Effort.Shown(string.Join("\n", keys.Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.Key,-22}{k.Value:0.###}")))));
        if (json is not null) await File.WriteAllTextAsync(json, JsonSerializer.Serialize(keys.ToDictionary(k => k.Key, k => (object)k.Value).Append(new("samples", samples)).ToDictionary()));
        return 0;
    }

    private static IEnumerable<(string Name, Func<Outcome> Run)> Runs(ActorSystem system, IReadOnlyList<App> apps)
    {
        var all = apps.Sum(a => a.Bytes);
        foreach (var share in new[] { 15, 30, 50 })
        {
            var budget = MemoryBudget.Size(all / 100 * share);
            foreach (var (name, policy) in new (string, Func<Policy>)[]
            {
                ("own", Policy.Own), ("lru", Policy.LeastRecentlyUsed), ("gdsf", Policy.GreedyDual), ("largest", Policy.LargestFirst), ("seer", () => Policy.Clairvoyant(apps)),
            })
                yield return ($"{name}{share}", () => Simulation.Run(system, apps, policy(), budget, Long));
        }
        foreach (var minutes in new[] { 10, 30 })
            yield return ($"idle{minutes}", () => Simulation.Run(system, apps, Policy.Own(), MemoryBudget.Off, TimeSpan.FromMinutes(minutes)));
    }

    /// <summary>Ratios are means of those of each load.</summary>
    private static List<KeyValuePair<string, double>> Keys(Dictionary<string, List<Outcome>> samples)
    {
        var own = samples.Where(s => s.Key.StartsWith("own", StringComparison.Ordinal)).SelectMany(s => s.Value).ToList();
        return
        [
            new("waitVsLru30", Ratio("own30", "lru30", o => o.Waited)),
            new("waitVsLru50", Ratio("own50", "lru50", o => o.Waited)),
            new("waitVsIdle30AtHalf", Ratio("own50", "idle30", o => o.Waited)),
            new("peakVsIdle30AtHalf", Ratio("own50", "idle30", o => o.PeakBytes)),
            new("evictedUsed", own.Sum(o => o.EvictedUsed)),
            new("starved", own.Sum(o => o.Starved)),
            new("clairvoyantRatio30", Ratio("own30", "seer30", o => o.Waited)),
        ];

        double Ratio(string one, string other, Func<Outcome, double> figure) =>
            samples[one].Zip(samples[other]).Average(o => figure(o.First) / Math.Max(0.001, figure(o.Second)));
    }
}
