using System.Diagnostics;
using Spinner.Actors;

namespace Spinner.Benchmarks.Costs;

/// <summary>What reading the output of one child that writes as fast as it can costs the supervising process.</summary>
internal sealed record FloodCost(double CpuSeconds, double RssMiB, double Seconds)
{
    /// <summary>The child floods, and answers nobody before all its output is read.</summary>
    public static async Task<FloodCost> MeasureAsync(SpinnerContender contender, NativePrograms programs, Floor floor, long bytes, OutputTarget target)
    {
        var child = contender.Child(programs.Child, "flood", $"{bytes}") with { Stdout = target };
        ProcessUsage.ForgetPeak();
        var (before, cpu, from) = (ProcessUsage.ResidentKiB(), ProcessUsage.Cpu, Stopwatch.GetTimestamp());
        var ready = await contender.Spinner.StartAsync(child);
        var took = Stopwatch.GetElapsedTime(from, await floor.AnsweredByOtherAsync(ready.Endpoint.PortValue, 0)).TotalSeconds;
        var (used, peak) = (ProcessUsage.Cpu - cpu, ProcessUsage.PeakKiB());
        await contender.RemoveAsync(child);
        return new FloodCost(used.TotalSeconds, Math.Max(0, peak - before) / 1024.0, took);
    }
}
