using System.Globalization;
using System.Text.Json;

namespace Spinner.Benchmarks.Daemon;

/// <summary>What the program takes, native as it is published. MiB, KiB, milliseconds.</summary>
/// <param name="RssMiB">Resident, without children and door.</param>
/// <param name="RssDoorMiB">The same with a door that listens.</param>
/// <param name="GrowthKiB">For each of the idle children.</param>
/// <param name="BurstMiB">How much more than before they came is left half a minute after they went.</param>
/// <param name="UpMs">From the start of the daemon to the first answer of its API.</param>
/// <param name="IdleMsPerSecond">CPU with the idle children.</param>
/// <param name="IdleVsLibrary">The same, divided by what the library alone takes for as many in this process.</param>
/// <param name="SupervisordMiB">Resident, without children; null where it is not installed.</param>
/// <param name="Pm2MiB">The same of pm2's daemon.</param>
/// <param name="Calls">The empty program first, then the commands.</param>
internal sealed record DaemonReport(
    double RssMiB, double RssDoorMiB, double GrowthKiB, double BurstMiB, Samples UpMs, double IdleMsPerSecond, double? IdleVsLibrary,
    double? SupervisordMiB, double? Pm2MiB, IReadOnlyList<CallCost> Calls)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private CallCost Empty => Calls[0];

    private CallCost Call => Calls[1];

    public string ToTable() => string.Join('\n', [
        string.Create(CultureInfo.InvariantCulture, $"resident             {RssMiB:0.0} MiB, with a door {RssDoorMiB:0.0}{Beside("supervisord", SupervisordMiB)}{Beside("pm2", Pm2MiB)}"),
        string.Create(CultureInfo.InvariantCulture, $"an idle child        {GrowthKiB:0.0} KiB; half a minute after they are gone {BurstMiB:0.0} MiB more than before"),
        string.Create(CultureInfo.InvariantCulture, $"500 idle children    {IdleMsPerSecond:0.00} ms CPU a second, {IdleVsLibrary:0.00} of the library's"),
        string.Create(CultureInfo.InvariantCulture, $"up to first answer   median {UpMs.Median:0} ms, least {UpMs.Values.Min():0}"),
        .. Calls.Select(c => string.Create(
            CultureInfo.InvariantCulture,
            $"{c.Name,-20} median {c.Wall.Median:0.0} ms, least {c.Wall.Values.Min():0.0}; CPU {c.CpuMs:0.0} ms, {c.CpuMs / Empty.CpuMs:0.0} of the empty program's")),
    ]);

    public string ToJson() => JsonSerializer.Serialize(
        new Dictionary<string, object?>
        {
            ["rssMiB"] = RssMiB,
            ["rssDoorMiB"] = RssDoorMiB,
            ["growthKiB"] = GrowthKiB,
            ["burstMiB"] = BurstMiB,
            ["upMs"] = UpMs.Median,
            ["callMs"] = Call.Wall.Median,
            ["callVsEmpty"] = Ratios.Of(Call.CpuMs, Empty.CpuMs),
            ["idleMsPerSecond"] = IdleMsPerSecond,
            ["idleVsLibrary"] = IdleVsLibrary,
            ["supervisordMiB"] = SupervisordMiB,
            ["pm2MiB"] = Pm2MiB,
            ["upSamplesMs"] = UpMs.Values,
            ["calls"] = Calls.Select(c => new { c.Name, c.CpuMs, SamplesMs = c.Wall.Values }),
        },
        Indented);

    private static string Beside(string name, double? memory) =>
        memory is { } known ? string.Create(CultureInfo.InvariantCulture, $", {name} {known:0.0}") : "";
}
