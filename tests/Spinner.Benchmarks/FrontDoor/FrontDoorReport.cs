using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Spinner.Benchmarks.FrontDoor;

/// <summary>What was measured of the front door. Null: nothing here could measure it.</summary>
/// <param name="WarmVsNginx">Requests per second through us, over those through nginx with one worker; both to a unix socket.</param>
/// <param name="WarmCpuMicros">CPU of this process for one warm request.</param>
/// <param name="FirstRequestMillisOverFloor">The first request of a stopped child, without what spawning that child costs at least.</param>
/// <param name="Cold500Ok">How many of 500 first requests at once got 200, all from one process.</param>
/// <param name="ReloadFailed">Failed requests over 20 reloads under load; null when they took too long.</param>
internal sealed record FrontDoorReport(
    double? WarmVsNginx, double WarmCpuMicros, double FirstRequestMillisOverFloor, int Cold500Ok, long? ReloadFailed)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>What asked.</summary>
    public required string Load { get; init; }

    /// <summary>Requests per second of every round by target.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<double>> PerSecond { get; init; }

    public string ToTable()
    {
        var table = new StringBuilder();
        foreach (var (target, rounds) in PerSecond)
            table.Append(CultureInfo.InvariantCulture, $"{target,-12} {new Samples("warm", target, rounds).Median,9:0} requests per second\n");
        table.Append(CultureInfo.InvariantCulture, $"warm ÷ nginx: {WarmVsNginx:0.00}, CPU: {WarmCpuMicros:0.0} µs per request\n");
        table.Append(CultureInfo.InvariantCulture, $"first request: floor + {FirstRequestMillisOverFloor:0.0} ms; 500 first requests at once: {Cold500Ok} × 200\n");
        var failed = ReloadFailed?.ToString(CultureInfo.InvariantCulture) ?? "too slow to tell how many";
        table.Append(CultureInfo.InvariantCulture, $"20 reloads under load, by {Load}: {failed} requests failed\n");
        return table.ToString();
    }

    public string ToJson() => JsonSerializer.Serialize(this, Indented);
}
