using System.Globalization;

namespace Spinner.Benchmarks;

/// <summary>What a process holds, as the kernel counts it.</summary>
internal readonly record struct ProcessMemory(int Pid)
{
    public long ResidentKiB => Status("VmRSS:");

    public double ResidentMiB => ResidentKiB / 1024.0;

    /// <summary>The most that was resident.</summary>
    public long PeakKiB => Status("VmHWM:");

    private long Status(string key)
    {
        var line = File.ReadLines($"/proc/{Pid}/status").First(l => l.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line[key.Length..^2].Trim(), CultureInfo.InvariantCulture);
    }
}
