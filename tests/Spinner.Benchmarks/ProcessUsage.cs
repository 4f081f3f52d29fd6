using System.Globalization;

namespace Spinner.Benchmarks;

/// <summary>What this process holds and has used.</summary>
internal static class ProcessUsage
{
    public static TimeSpan Cpu => Environment.CpuUsage.TotalTime;

    /// <summary>Time for the runtime to compile what has become hot; it does so in the background, on this process's account.</summary>
    public static async Task SettleAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5));
        await timer.WaitForNextTickAsync();
    }

    /// <summary>Resident memory after a full collection that gives back what it can.</summary>
    public static long ResidentKiB()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Status("VmRSS:");
    }

    /// <summary>The most that was resident since <see cref="ForgetPeak"/>.</summary>
    public static long PeakKiB() => Status("VmHWM:");

    public static void ForgetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static long Status(string key)
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line[key.Length..^2].Trim(), CultureInfo.InvariantCulture);
    }
}
