using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>What this process does with SIGCHLD. Stateless.</summary>
internal static partial class ChildSignal
{
    private const int Number = 17;
    private const string IgnoredSignals = "SigIgn:";

    /// <summary>Sets it to its default where it is ignored, inherited from who started us: the kernel then keeps no exit code for anybody.</summary>
    internal static void Restore()
    {
        if (IsIgnored()) _ = Signal(Number, 0);
    }

    internal static bool IsIgnored()
    {
        try
        {
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(IgnoredSignals, StringComparison.Ordinal));
            var mask = line is null ? 0 : Convert.ToUInt64(line[IgnoredSignals.Length..].Trim(), 16);
            return (mask & (1UL << (Number - 1))) != 0;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int number, nint handler);
}
