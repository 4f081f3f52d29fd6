using System.Globalization;

namespace Spinner.Processes;

/// <summary>How much memory there is for this process and its children, and how short of it the machine is. Stateless. Linux tells; elsewhere nothing is known.</summary>
/// <param name="root">What stands for <c>/</c>.</param>
internal sealed class MachineMemory(string root = "/")
{
    /// <summary>Bytes: the machine's, or what a cgroup of this process, of version 1 or 2, may hold, where that is less; null: not known.</summary>
    public long? Total() => CgroupDirectories().SelectMany(d => new[] { Path.Combine(d, "memory.max"), Path.Combine(d, "memory.limit_in_bytes") })
        .Select(ReadNumber).Append(MemInfo("MemTotal:")).Min();

    /// <summary>What can be had without swapping, as a share of the machine's memory, 0 to 1; null: not known.</summary>
    public double? Available() => MemInfo("MemAvailable:") is { } available && MemInfo("MemTotal:") is > 0 and { } total ? (double)available / total : null;

    /// <summary>
    /// For how many percent of the last 10 s some process, of the machine or of the cgroup of this one, waited for memory (PSI); null: the kernel does not tell.
    /// </summary>
    public double? Pressure() => CgroupDirectories().Select(d => Path.Combine(d, "memory.pressure")).Append(Path.Combine(root, "proc/pressure/memory")).Select(ReadPressure).Max();

    // A limit holds for all below it. A version 1 hierarchy is named by its controllers, version 2 by none.
    private IEnumerable<string> CgroupDirectories()
    {
        foreach (var line in Lines("proc/self/cgroup"))
        {
            if (line.Split(':', 3) is not [_, var controllers, var path]) continue;
            if (controllers.Length > 0 && !controllers.Split(',').Contains("memory")) continue;
            var mount = Path.Combine(root, controllers.Length > 0 ? "sys/fs/cgroup/memory" : "sys/fs/cgroup");
            for (var below = path.Trim('/'); ; below = Path.GetDirectoryName(below) ?? "")
            {
                yield return Path.Combine(mount, below);
                if (below.Length == 0) break;
            }
        }
    }

    /// <summary>See proc_meminfo(5): kilobytes.</summary>
    private long? MemInfo(string field) =>
        Lines("proc/meminfo").FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal)) is { } line
        && long.TryParse(line.AsSpan(field.Length).Trim().TrimEnd("kB").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes * 1024 : null;

    /// <summary>"max" is none.</summary>
    private static long? ReadNumber(string path) =>
        TryRead(path) is [var line, ..] && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary><c>some avg10=0.22 avg60=0.17 avg300=1.11 total=58761459</c></summary>
    private static double? ReadPressure(string path)
    {
        const string Field = "avg10=";
        var some = TryRead(path).FirstOrDefault(l => l.StartsWith("some ", StringComparison.Ordinal))?.Split(' ').FirstOrDefault(w => w.StartsWith(Field, StringComparison.Ordinal));
        return some is not null && double.TryParse(some.AsSpan(Field.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) ? percent : null;
    }

    private string[] Lines(string path) => TryRead(Path.Combine(root, path));

    private static string[] TryRead(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            // Not there, or, as PSI where it was switched off at boot, there and not to be read.
            return [];
        }
    }
}
