using System.Diagnostics;
using System.Globalization;

namespace Spinner.Benchmarks.FrontDoor.Loads;

/// <summary>The load where there is no wrk: this program in a process of its own, so that its CPU is not taken for the front door's.</summary>
internal sealed class BundledLoad : ILoad
{
    public const string Verb = "load";

    private const int Connections = 64;

    public string Name => "bundled";

    public bool KnowsShapes => false;

    public async Task<LoadResult> RunAsync(int port, int seconds, string path = "/", int upload = 0)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(BundledLoad).Assembly.Location, Verb, $"{port}", $"{seconds}"]) { RedirectStandardOutput = true })!;
        var words = (await process.StandardOutput.ReadToEndAsync()).Split();
        return new LoadResult(
            double.Parse(words[0], CultureInfo.InvariantCulture),
            long.Parse(words[1], CultureInfo.InvariantCulture),
            long.Parse(words[2], CultureInfo.InvariantCulture));
    }

    /// <summary>The other process: asks, and prints what came of it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> AskAsync(int port, int seconds)
    {
        var start = Stopwatch.GetTimestamp();
        var askers = Enumerable.Range(0, Connections).Select(_ => new Asker(port)).ToList();
        await Task.WhenAll(askers.Select(a => a.RunAsync(TimeSpan.FromSeconds(seconds))));
        var requests = askers.Sum(a => a.Requests);
        var perSecond = requests / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.00} {requests} {askers.Sum(a => a.Failed)}"));
        return 0;
    }
}
