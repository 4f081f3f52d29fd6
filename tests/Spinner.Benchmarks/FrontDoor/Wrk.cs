using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Spinner.Benchmarks.FrontDoor;

/// <summary>The load of wrk: one thread, 64 connections that stay open.</summary>
internal sealed partial class Wrk(string program)
{
    /// <summary>How many requests were answered, and in how many seconds.</summary>
    /// <exception cref="InvalidOperationException">Some failed: what was measured is not what was asked.</exception>
    public async Task<(double PerSecond, long Requests)> RunAsync(int port, int seconds)
    {
        using var process = Process.Start(new ProcessStartInfo(
            program, ["-t1", "-c64", $"-d{seconds}s", "-H", "Host: web.localhost", $"http://127.0.0.1:{port}/"]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        if (text.Contains("Non-2xx", StringComparison.Ordinal) || text.Contains("Socket errors", StringComparison.Ordinal)) throw new InvalidOperationException(text);
        return (
            double.Parse(PerSecond().Match(text).Groups[1].Value, CultureInfo.InvariantCulture),
            long.Parse(Requests().Match(text).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();
}
