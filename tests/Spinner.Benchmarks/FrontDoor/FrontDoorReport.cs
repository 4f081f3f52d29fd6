using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Spinner.Benchmarks.FrontDoor;

/// <summary>What was measured of the front door. Null: nothing here could measure it.</summary>
/// <param name="FirstRequestMillisOverFloor">The first request of a stopped child, without what spawning that child costs at least.</param>
/// <param name="Cold500Ok">How many of 500 first requests at once got 200, all from one process.</param>
/// <param name="ReloadFailed">Failed requests over 20 reloads under load; null when they took too long.</param>
internal sealed record FrontDoorReport(double FirstRequestMillisOverFloor, int Cold500Ok, long? ReloadFailed)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>What asked.</summary>
    public required string Load { get; init; }

    /// <summary>Who was asked, and how fast it answered.</summary>
    public required IReadOnlyList<WarmTarget> Warm { get; init; }

    /// <summary>Requests per second through us, over those through nginx with one worker; both to a unix socket.</summary>
    public double? WarmVsNginx => Nginx is { } nginx ? Median(FrontDoor.PerSecond) / nginx : null;

    /// <summary>The same beside haproxy with one thread.</summary>
    public double? VsHaproxy => Warm.FirstOrDefault(t => t.Name == WarmTarget.Haproxy) is { } haproxy ? Median(FrontDoor.PerSecond) / Median(haproxy.PerSecond) : null;

    /// <summary>CPU of one warm request over that of nginx's.</summary>
    public double? CpuVsNginx => Warm.FirstOrDefault(t => t.Name == WarmTarget.Nginx) is { } nginx ? WarmCpuMicros / Median(nginx.CpuMicros) : null;

    /// <summary>Answers and uploads of other sizes.</summary>
    public required IReadOnlyList<Shape> Shapes { get; init; }

    /// <summary>KiB of an idle connection that has asked once.</summary>
    public required double IdleKiB { get; init; }

    /// <summary>The same of nginx.</summary>
    public required double? IdleKiBOfNginx { get; init; }

    /// <summary>CPU of this process for one warm request.</summary>
    public double WarmCpuMicros => Median(FrontDoor.CpuMicros);

    private WarmTarget FrontDoor => Warm.First(t => t.Name == WarmTarget.FrontDoor);

    private double? Nginx => Warm.FirstOrDefault(t => t.Name == WarmTarget.Nginx) is { } nginx ? Median(nginx.PerSecond) : null;

    public string ToTable()
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"{"warm",-16}{"requests/s",12}{"÷ nginx",10}{"CPU µs",9}\n");
        foreach (var target in Warm)
        {
            var rate = Median(target.PerSecond);
            var cpu = target.HasCpu ? Median(target.CpuMicros) : (double?)null;
            table.Append(CultureInfo.InvariantCulture, $"{target.Name,-16}{rate,12:0}{rate / Nginx,10:0.00}{cpu,9:0.0}\n");
        }

        foreach (var shape in Shapes)
            table.Append(CultureInfo.InvariantCulture, $"{shape.Name,-16}{shape.Door,12:0}{shape.Door / shape.Nginx,10:0.00} ÷ nginx{shape.Door / shape.Haproxy,8:0.00} ÷ haproxy\n");
        table.Append(CultureInfo.InvariantCulture, $"1000 idle connections: {IdleKiB:0.0} KiB each, nginx {IdleKiBOfNginx:0.0}\n");
        table.Append(CultureInfo.InvariantCulture, $"first request: floor + {FirstRequestMillisOverFloor:0.0} ms\n");
        table.Append(CultureInfo.InvariantCulture, $"500 first requests at once: {Cold500Ok} × 200\n");
        var failed = ReloadFailed?.ToString(CultureInfo.InvariantCulture) ?? "too slow to tell how many";
        table.Append(CultureInfo.InvariantCulture, $"20 reloads under load, by {Load}: {failed} requests failed\n");
        return table.ToString();
    }

    public string ToJson() => JsonSerializer.Serialize(this, Indented);

    private static double Median(IReadOnlyList<double> values) => new Samples("", "", values).Median;
}
