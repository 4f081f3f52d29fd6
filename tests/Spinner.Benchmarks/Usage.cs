using System.Globalization;

namespace Spinner.Benchmarks;

/// <summary>What this process holds.</summary>
internal static class Usage
{
    /// <summary>Resident memory after a full collection.</summary>
    public static long ResidentKiB()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line[6..^2].Trim(), CultureInfo.InvariantCulture);
    }
}
