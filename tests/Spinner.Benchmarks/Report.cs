using System.Globalization;
using System.Text;
using System.Text.Json;
using Spinner.Benchmarks.Costs;

namespace Spinner.Benchmarks;

/// <summary>What was measured, for people and for programs. Ratios are medians divided by the floor's median of the same run.</summary>
internal sealed record Report(IReadOnlyList<Samples> Samples, OwnCosts Costs)
{
    /// <summary>The contender the keys of the JSON speak of.</summary>
    public const string Us = "spinner.actors";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private double Warm => new Samples("warm", Us, Costs.WarmPerSecond).Median;

    public string ToTable()
    {
        var table = new StringBuilder();
        if (Samples.Count > 0) table.Append("work       contender      median ms    p95 ms   ÷ floor   n\n");
        foreach (var s in Samples)
            table.Append(CultureInfo.InvariantCulture, $"{s.Work,-10} {s.Contender,-14} {s.Median,9:0.00} {s.P95,9:0.00} {Ratio(s.Work, s.Contender),8:0.00}× {s.Values.Count,3}\n");
        table.Append(CultureInfo.InvariantCulture, $"\n{Us}: {Warm / 1e6:0.00} M warm starts per second\n");
        table.Append(CultureInfo.InvariantCulture, $"{Costs.Idle.KiBPerChild:0.0} KiB for each of 500 idle children, {Costs.Idle.MsPerSecond:0.00} ms CPU per second for all\n");
        table.Append(CultureInfo.InvariantCulture, $"200 MB of output: {Costs.Flood.CpuSeconds:0.00} s CPU, {Costs.Flood.Seconds:0.0} s, {Costs.Flood.RssMiB:0.0} MiB\n");
        table.Append(CultureInfo.InvariantCulture, $"1000 children, 10 lines a second each: {Costs.LogMicrosPerLine:0.00} µs CPU per line\n");
        table.Append(CultureInfo.InvariantCulture, $"÷ others in this run: idle {Show(IdleRatio)} of supervisord's, output {Show(FloodRatio)} of cat's, a line {Show(LogRatio)} of BeginOutputReadLine's\n");
        return table.ToString();
    }

    private double? IdleRatio => Ratios.Of(Costs.Idle.MsPerSecond, Costs.Rivals.SupervisordIdleMsPerSecond);

    private double? FloodRatio => Ratios.Of(Costs.Flood.CpuSeconds, Costs.Rivals.CatFloodCpuSeconds);

    private double? LogRatio => Ratios.Of(Costs.LogMicrosPerLine, Costs.Rivals.ReadLineMicrosPerLine);

    private static string Show(double? ratio) => ratio is { } known ? known.ToString("0.000", CultureInfo.InvariantCulture) : "–";

    public string ToJson() => JsonSerializer.Serialize(
        new Dictionary<string, object?>
        {
            ["coldTcpRatio"] = Ratio(Work.ColdTcp, Us),
            ["coldUnixRatio"] = Ratio(Work.ColdUnix, Us),
            ["coldNodeRatio"] = Ratio(Work.ColdNode, Us),
            ["crashRatio"] = Ratio(Work.Crash, Us),
            ["start500Ratio"] = Ratio(Work.Start500, Us),
            ["stop500Ratio"] = Ratio(Work.Stop500, Us),
            ["stop500Seconds"] = Median(Work.Stop500, Us) / 1000,
            ["warmPerSecond"] = Warm,
            ["idleVsSupervisord"] = IdleRatio,
            ["logVsBeginOutputReadLine"] = LogRatio,
            ["floodCpuVsCat"] = FloodRatio,
            ["growthKiBPerChild"] = Costs.Idle.KiBPerChild,
            ["idleMsPerSecond"] = Costs.Idle.MsPerSecond,
            ["floodRssMiB"] = Costs.Flood.RssMiB,
            ["floodCpuSeconds"] = Costs.Flood.CpuSeconds,
            ["logMicrosPerLine"] = Costs.LogMicrosPerLine,
            ["warmSamplesPerSecond"] = Costs.WarmPerSecond,
            ["samplesMs"] = Samples,
        },
        Indented);

    private double? Ratio(string work, string contender) => Median(work, contender) / Median(work, "floor");

    private double? Median(string work, string contender) => Samples.FirstOrDefault(s => s.Work == work && s.Contender == contender)?.Median;
}
