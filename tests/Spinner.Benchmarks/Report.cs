using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Spinner.Benchmarks;

/// <summary>What was measured, for people and for programs. Ratios are medians divided by the floor's median of the same run.</summary>
internal sealed record Report(
    IReadOnlyList<Samples> Samples, int FleetSize, double IdleMsPerSecond, double GrowthKiBPerChild, double FloodCpuSeconds, double FloodRssMiB, double FloodSeconds)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public string ToTable()
    {
        var table = new StringBuilder("work        contender   median ms    p95 ms   ÷ floor\n");
        foreach (var s in Samples)
            table.Append(CultureInfo.InvariantCulture, $"{s.Work,-11} {s.Contender,-10} {s.Median,10:0.00} {s.P95,9:0.00} {Ratio(s.Work, s.Contender),8:0.00}×\n");
        table.Append(CultureInfo.InvariantCulture, $"linux: 200 MB of output {FloodCpuSeconds:0.00} s CPU, {FloodSeconds:0.0} s, {FloodRssMiB:+0.0;-0.0} MiB; ");
        table.Append(CultureInfo.InvariantCulture, $"{FleetSize} idle children {IdleMsPerSecond:0.00} ms CPU per second, {GrowthKiBPerChild:0.0} KiB each");
        return table.ToString();
    }

    public string ToJson() => JsonSerializer.Serialize(
        new Dictionary<string, object?>
        {
            ["coldTcpRatio"] = Ratio("cold tcp", "linux"),
            ["coldUnixRatio"] = Ratio("cold unix", "linux"),
            ["coldNodeRatio"] = null,
            ["crashRatio"] = Ratio("crash", "linux"),
            ["start500Ratio"] = Ratio($"start {FleetSize}", "linux"),
            ["stop500Seconds"] = Of($"stop {FleetSize}", "linux").Median / 1000,
            ["warmPerSecond"] = null,
            ["growthKiBPerChild"] = GrowthKiBPerChild,
            ["idleMsPerSecond"] = IdleMsPerSecond,
            ["floodRssMiB"] = FloodRssMiB,
            ["floodCpuSeconds"] = FloodCpuSeconds,
            ["logMicrosPerLine"] = null,
            ["samplesMs"] = Samples,
        },
        Indented);

    private double Ratio(string work, string contender) => Of(work, contender).Median / Of(work, "floor").Median;

    private Samples Of(string work, string contender) => Samples.First(s => s.Work == work && s.Contender == contender);
}
