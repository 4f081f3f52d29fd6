using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>Gives children the limit of open files this process was started with: .NET has raised its own. Linux only, safe for concurrent use.</summary>
internal static unsafe partial class ChildLimit
{
    private const int Resource = 7;

    /// <summary>Runs a spawn under the limit, or lowers the child's right after it.</summary>
    /// <param name="spawn">Gives a result below zero when it failed.</param>
    /// <param name="pid">The child's id after it.</param>
    internal static int Around(Func<int> spawn, Func<int> pid)
    {
        if (Inherited.FileLimit is not { } limit || !OperatingSystem.IsLinux()) return spawn();
        if (FileLimits.TryLower(limit, Descriptors.Open ?? int.MaxValue))
        {
            try
            {
                return spawn();
            }
            finally
            {
                FileLimits.Restore();
            }
        }

        var result = spawn();
        if (result >= 0) Lower(pid(), (ulong)limit);
        return result;
    }

    /// <summary>Lowers the soft limit of a child that runs already.</summary>
    internal static void Lower(int pid, ulong soft)
    {
        var limits = stackalloc ulong[2];
        if (Limit(pid, Resource, null, limits) != 0 || limits[0] <= soft) return;
        limits[0] = soft;
        _ = Limit(pid, Resource, limits, null);
    }

    [LibraryImport("libc", EntryPoint = "prlimit")]
    private static partial int Limit(int pid, int resource, ulong* change, ulong* before);
}
