using System.Globalization;
using System.Text;

namespace Spinner.Processes;

/// <summary>What Linux tells about one process in <c>/proc/&lt;pid&gt;/stat</c>; see proc_pid_stat(5). A value.</summary>
/// <param name="Pid">The process id.</param>
/// <param name="Program">Its name, at most 15 bytes, as the process chose it.</param>
/// <param name="State">One letter: <c>R S D T t Z X I</c>.</param>
/// <param name="Parent">The parent's process id; 0 for the first process.</param>
/// <param name="Group">The process group.</param>
/// <param name="Session">The session.</param>
/// <param name="Threads">How many threads it has.</param>
/// <param name="StartTime">When it started, in clock ticks since boot: together with the pid an identity until the next boot.</param>
internal readonly record struct ProcStat(int Pid, string Program, char State, int Parent, int Group, int Session, int Threads, ulong StartTime)
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
            return Parse(pid, Encoding.UTF8.GetString(bytes[..RandomAccess.Read(file, bytes, 0)]));
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

    /// <summary>As <see cref="Read"/>, for who only looks around: what cannot be read just now is left out.</summary>
    internal static ProcStat? TryRead(int pid)
    {
        try
        {
            return Read(pid);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The ids of all processes we may see, one by one, not a snapshot.</summary>
    internal static IEnumerable<int> Pids()
    {
        if (!IsAvailable) yield break;
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) yield return pid;
        }
    }

    // A program may call itself "x) Z 1 (": only what follows the last parenthesis is the kernel's own.
    internal static ProcStat? Parse(int pid, string text)
    {
        var (open, close) = (text.IndexOf('(', StringComparison.Ordinal), text.LastIndexOf(')'));
        if (open < 0 || close < open) return null;
        var fields = text[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 20) return null;
        var startTime = ulong.Parse(fields[19], CultureInfo.InvariantCulture);
        return new ProcStat(pid, text[(open + 1)..close], fields[0][0], Number(fields[1]), Number(fields[2]), Number(fields[3]), Number(fields[17]), startTime);
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}
