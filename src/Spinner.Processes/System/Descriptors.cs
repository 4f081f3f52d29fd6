namespace Spinner.Processes;

/// <summary>
/// The descriptors of this process. For want of one .NET cannot make a thread, and then ends the whole process: a spawn is refused while fewer
/// than <see cref="Reserve"/> are free, and whoever accepts connections should leave as many. Safe for concurrent use.
/// </summary>
static class Descriptors
{
    private const int LeastReserve = 32;
    private const int MostReserve = 64;
    private const int Share = 16;

    /// <summary>How many this process may have now (<c>ulimit -n</c>); <see cref="int.MaxValue"/> where nothing limits them.</summary>
    public static int Limit => FileLimits.Now() is var (soft, _) ? (int)Math.Min(int.MaxValue, soft) : int.MaxValue;

    /// <summary>How many are kept back: a sixteenth of <see cref="Limit"/>, at least 32 and at most 64.</summary>
    public static int Reserve => Math.Clamp(Limit / Share, LeastReserve, MostReserve);

    /// <summary>
    /// How many are free, a moment ago: microseconds where the system counts them (Linux 6.2), else as long as listing them;
    /// <see cref="int.MaxValue"/> where it does not tell.
    /// </summary>
    public static int Free => Limit is < int.MaxValue and var limit && Open is { } open ? Math.Max(0, limit - open) : int.MaxValue;

    /// <summary>Null where the system does not tell.</summary>
    internal static int? Open
    {
        get
        {
            if (OperatingSystem.IsWindows()) return null;
            var directory = OperatingSystem.IsLinux() ? "/proc/self/fd" : "/dev/fd";
            if (OperatingSystem.IsLinux() && FileStat.TryRead(directory) is { Length: > 0 and var counted }) return (int)Math.Min(int.MaxValue, counted);
            try
            {
                return Directory.EnumerateFileSystemEntries(directory).Count();
            }
            catch (UnauthorizedAccessException)
            {
                return null;
            }
            catch (DirectoryNotFoundException)
            {
                return null;
            }
            catch (IOException)
            {
                // None is left to look with.
                return int.MaxValue;
            }
        }
    }
}
