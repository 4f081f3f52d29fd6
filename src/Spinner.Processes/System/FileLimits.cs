using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>RLIMIT_NOFILE of this process; see getrlimit(2). Safe for concurrent use.</summary>
internal static partial class FileLimits
{
    private static readonly Lock Changing = new();
    private static int _spawning;
    private static Limit _before;

    // 7 on Linux, 8 on macOS and the BSDs.
    private static int Resource => OperatingSystem.IsLinux() ? 7 : 8;

    /// <summary>Both limits; null where the system has none.</summary>
    internal static (long Soft, long Hard)? Now()
    {
        lock (Changing)
        {
            if (OperatingSystem.IsWindows() || Get(Resource, out var limit) != 0) return null;
            return (ToLong(_spawning > 0 ? _before.Soft : limit.Soft), ToLong(limit.Hard));
        }
    }

    /// <summary>
    /// Lowers the soft limit for a spawn, which hands it on; <see cref="Restore"/> must follow. New descriptors get the lowest free number, so
    /// whoever opens a file meanwhile notices nothing as long as few enough are open.
    /// </summary>
    /// <returns>False when it was not lowered: too many are open, or it is that low already.</returns>
    internal static bool TryLower(long soft, int open)
    {
        const int margin = 128;
        lock (Changing)
        {
            if (_spawning > 0)
            {
                _spawning++;
                return true;
            }

            if (open + margin > soft || Get(Resource, out _before) != 0 || ToLong(_before.Soft) <= soft) return false;
            if (Set(Resource, _before with { Soft = (ulong)soft }) != 0) return false;
            _spawning = 1;
            return true;
        }
    }

    internal static void Restore()
    {
        lock (Changing)
        {
            if (--_spawning == 0) _ = Set(Resource, _before);
        }
    }

    private static long ToLong(ulong value) => value > long.MaxValue ? long.MaxValue : (long)value;

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int Get(int resource, out Limit limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int Set(int resource, in Limit limit);

    private record struct Limit(ulong Soft, ulong Hard);
}
