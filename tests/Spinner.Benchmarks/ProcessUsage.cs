namespace Spinner.Benchmarks;

/// <summary>What this process holds and has used.</summary>
internal static class ProcessUsage
{
    private static ProcessMemory Own => new(Environment.ProcessId);

    public static TimeSpan Cpu => Environment.CpuUsage.TotalTime;

    /// <summary>Time for the runtime to compile what has become hot; it does so in the background, on this process's account.</summary>
    public static Task SettleAsync() => AfterAsync(TimeSpan.FromSeconds(5));

    /// <summary>So much time passes.</summary>
    public static async Task AfterAsync(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync();
    }

    /// <summary>Resident memory after a full collection that gives back what it can.</summary>
    public static long ResidentKiB()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Own.ResidentKiB;
    }

    /// <summary>The most that was resident since <see cref="ForgetPeak"/>.</summary>
    public static long PeakKiB() => Own.PeakKiB;

    public static void ForgetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");
}
