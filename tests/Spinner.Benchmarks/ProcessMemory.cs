using System.Globalization;

namespace Spinner.Benchmarks;

/// <summary>What a process holds, as the kernel counts it.</summary>
internal readonly record struct ProcessMemory(int Pid)
{
    public double ResidentMiB => Status("VmRSS:") / 1024.0;

    /// <summary>The part of it that is no file.</summary>
    public double AnonymousMiB => Status("RssAnon:") / 1024.0;

    private long Status(string key)
    {
        var line = File.ReadLines($"/proc/{Pid}/status").First(l => l.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line[key.Length..^2].Trim(), CultureInfo.InvariantCulture);
    }
}
