using System.Diagnostics;
using Spinner.Actors;

namespace Spinner.Benchmarks.Costs;

/// <summary>Starts per second of a child that runs, one caller after the other's answer.</summary>
internal static class WarmRate
{
    private const int Batch = 10_000;

    public static async Task<List<double>> MeasureAsync(ISpinner spinner, ChildOptions child, int rounds, TimeSpan during)
    {
        var rates = new List<double>();
        await spinner.StartAsync(child);
        for (var round = 0; round <= rounds; round++)
        {
            var (from, starts) = (Stopwatch.GetTimestamp(), 0L);
            for (; Stopwatch.GetElapsedTime(from) < during; starts += Batch)
            {
                for (var i = 0; i < Batch; i++) await spinner.StartAsync(child.Name!);
            }

            if (round > 0) rates.Add(starts / Stopwatch.GetElapsedTime(from).TotalSeconds);
        }

        await spinner.RemoveAsync(child.Name!);
        return rates;
    }
}
