using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Spinner.Benchmarks.FrontDoor.Loads;

/// <summary>wrk with one thread.</summary>
internal sealed partial class Wrk(string program) : ILoad
{
    public string Name => "wrk";

    public bool KnowsShapes => true;

    public async Task<LoadResult> RunAsync(int port, int seconds, string path = "/", int upload = 0)
    {
        var script = upload > 0 ? Path.GetTempFileName() : null;
        if (script is not null) await File.WriteAllTextAsync(script, $"wrk.method = \"POST\" wrk.body = string.rep(\"x\", {upload})");
        string[] shape = script is null ? [] : ["-s", script];
        using var process = Process.Start(new ProcessStartInfo(
            program, ["-t1", "-c64", $"-d{seconds}s", "-H", "Host: web.localhost", .. shape, $"http://127.0.0.1:{port}{path}"]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        if (script is not null) File.Delete(script);
        return new LoadResult(
            double.Parse(PerSecond().Match(text).Groups[1].Value, CultureInfo.InvariantCulture),
            long.Parse(Requests().Match(text).Groups[1].Value, CultureInfo.InvariantCulture),
            Failures().Matches(text).Sum(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    // "Socket errors: connect 0, read 1, write 0, timeout 2" and "Non-2xx or 3xx responses: 3".
    [GeneratedRegex(@"(?:connect|read|write|timeout|responses:) (\d+)")]
    private static partial Regex Failures();
}
