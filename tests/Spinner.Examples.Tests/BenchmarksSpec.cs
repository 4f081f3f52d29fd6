using System.Text.Json;

namespace Spinner.Examples.Tests;

/// <summary>What the README of the benchmarks has people run, a twentieth of it: it runs, and its figures have the names that were promised.</summary>
public class BenchmarksSpec
{
    private const int Limit = 600_000;

    [Theory(Timeout = Limit)]
    [InlineData("compare", "coldTcpRatio", "stop500Ratio", "idleVsSupervisord", "logVsBeginOutputReadLine", "floodCpuVsCat")]
    [InlineData(
        "capacity", "waitVsLru30", "waitVsLru50", "waitVsIdle30AtHalf", "peakVsIdle30AtHalf", "evictedUsed", "starved", "clairvoyantRatio30")]
    public Task A_benchmark_runs(string verb, params string[] figures) => RunAsync(verb, figures);

    [UnderStressFact(Timeout = Limit)]
    public Task The_front_doors_benchmark_runs() => RunAsync("frontdoor", "warmVsNginx", "vsHaproxy", "firstRequestMillisOverFloor", "cold500Ok", "reloadFailed");

    [UnderStressFact(Timeout = Limit)]
    public Task The_programs_benchmark_runs() => RunAsync(
        "program", "rssMiB", "rssDoorMiB", "growthKiB", "upMs", "callMs", "callVsEmpty", "idleMsPerSecond", "supervisordMiB", "pm2MiB");

    private static async Task RunAsync(string verb, params string[] figures)
    {
        using var directory = new TempDirectory();
        await using var benchmark = RunningExample.Benchmark(verb, "--json", directory.PathOf("out.json"), "--brief");

        Assert.Equal(0, await benchmark.EndAsync(TimeSpan.FromMilliseconds(Limit)));

        var measured = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(directory.PathOf("out.json")));
        Assert.All(figures, figure => Assert.True(measured.TryGetProperty(figure, out _), figure));
    }
}

/// <summary>A fact that loads the machine to its limits for half a minute, which the tests beside it would feel.</summary>
sealed class UnderStressFactAttribute : FactAttribute
{
    public UnderStressFactAttribute()
    {
        if (!StressRun.IsOn) Skip = "It loads the machine to its limits: with SPINNER_STRESS=1 only.";
    }
}
