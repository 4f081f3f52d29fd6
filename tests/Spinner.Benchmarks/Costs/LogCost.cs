using System.Diagnostics;

namespace Spinner.Benchmarks.Costs;

/// <summary>CPU in microseconds per line that many children, each writing a few lines a second, cost the supervising process.</summary>
internal static class LogCost
{
    public const int LinesPerSecond = 10;

    public static async Task<double> MeasureAsync(SpinnerContender contender, NativePrograms programs, int count, TimeSpan during)
    {
        var children = Enumerable.Range(0, count).Select(_ => contender.Child(programs.Child, "lines", $"{LinesPerSecond}")).ToList();
        await Task.WhenAll(children.Select(child => contender.Spinner.StartAsync(child)));
        await ProcessUsage.SettleAsync();
        using var timer = new PeriodicTimer(during);
        var (cpu, from) = (ProcessUsage.Cpu, Stopwatch.GetTimestamp());
        await timer.WaitForNextTickAsync();
        var (used, seconds) = (ProcessUsage.Cpu - cpu, Stopwatch.GetElapsedTime(from).TotalSeconds);
        await contender.Spinner.StopAllAsync();
        foreach (var child in children) await contender.RemoveAsync(child);
        return used.TotalMicroseconds / (count * LinesPerSecond * seconds);
    }
}
