using System.Globalization;
using System.Text;

namespace Spinner.Processes;

/// <summary>What Linux tells about one process in <c>/proc/&lt;pid&gt;/stat</c>.</summary>
internal readonly record struct ProcStat(int Pid, char State, int Parent, int Group, int Threads)
{
    /// <summary>False where the system has no such files, or not for us.</summary>
    internal static bool IsAvailable { get; } = OperatingSystem.IsLinux() && File.Exists("/proc/self/stat");

    // A process whose first thread ended while others run also says Z, but counts them.
    internal bool IsAlive => State is not ('Z' or 'X') || Threads > 1;

    /// <summary>Null when there is no such process (any more), or it is hidden from us.</summary>
    /// <exception cref="IOException">It cannot be read just now, for want of descriptors for example: that is no answer.</exception>
    internal static ProcStat? Read(int pid)
    {
        Span<byte> bytes = stackalloc byte[1024];
        try
        {
            using var file = File.OpenHandle(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            return Parse(pid, Encoding.Latin1.GetString(bytes[..RandomAccess.Read(file, bytes, 0)]));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
        catch (IOException gone) when (gone.HResult == Libc.Esrch)
        {
            return null;
        }
    }

    /// <summary>Every process there is, one by one, not a snapshot.</summary>
    /// <exception cref="IOException">As <see cref="Read"/>.</exception>
    internal static IEnumerable<ProcStat> All()
    {
        if (!IsAvailable) yield break;
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) continue;
            if (Read(pid) is { } stat) yield return stat;
        }
    }

    // The name stands in parentheses and may hold spaces and parentheses itself: see proc_pid_stat(5).
    private static ProcStat? Parse(int pid, string text)
    {
        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 18 ? null : new ProcStat(pid, fields[0][0], Number(fields[1]), Number(fields[2]), Number(fields[17]));
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
