using System.Diagnostics;
using System.Globalization;

namespace Spinner.Processes;

/// <summary>
/// How much memory the processes of a launch hold for themselves. Safe for concurrent use; who asks within a second of another shares the walk through
/// <c>/proc</c> that finds out who belongs to whom.
/// </summary>
internal static class TreeMemory
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly string[] Fields = ["RssAnon:", "RssShmem:", "VmSwap:"];
    private static readonly string[] SharedFields = ["Pss_Anon:", "Pss_Shmem:", "SwapPss:"];
    private static readonly Lock Lock = new();
    private static IReadOnlyList<ProcStat> _all = [];
    private static long _read;

    /// <returns>Bytes; null where the system does not tell, or not just now.</returns>
    internal static long? Of(int leaderPid) => Of(leaderPid, Read);

    /// <summary>The same, where of what several share each has its part only. It costs the kernel a walk through all their pages.</summary>
    internal static long? ShareOf(int leaderPid) => Of(leaderPid, ReadShare);

    private static long? Of(int leaderPid, Func<int, long?> read)
    {
        if (!ProcStat.IsAvailable) return null;
        try
        {
            return read(leaderPid) is { } leader ? leader + ProcessTree.OthersOf(leaderPid, All()).Sum(pid => read(pid) ?? 0) : null;
        }
        catch (IOException)
        {
            // Short of descriptors: half an answer would be a wrong one.
            return null;
        }
    }

    private static IReadOnlyList<ProcStat> All()
    {
        lock (Lock)
        {
            if (_read != 0 && Stopwatch.GetElapsedTime(_read) < Fresh) return _all;
            _all = [.. ProcessTree.All()];
            _read = Stopwatch.GetTimestamp();
            return _all;
        }
    }

    /// <summary>See proc_pid_status(5): kilobytes, and none at all of a process that is a zombie.</summary>
    private static long? Read(int pid) => Read(pid, "status", Fields);

    /// <summary>See proc_pid_smaps(5). Older kernels have no such fields, and those of another user are not shown.</summary>
    private static long? ReadShare(int pid) => Read(pid, "smaps_rollup", SharedFields) is > 0 and var share ? share : Read(pid);

    private static long? Read(int pid, string file, string[] fields)
    {
        try
        {
            return File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{file}")).Sum(line => Kilobytes(line, fields)) * 1024;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException || gone.HResult == Libc.Esrch)
        {
            return null;
        }
    }

    private static long Kilobytes(string line, string[] fields) => Array.Find(fields, field => line.StartsWith(field, StringComparison.Ordinal)) is { } field
        ? long.Parse(line.AsSpan(field.Length, line.LastIndexOf(' ') - field.Length).Trim(), CultureInfo.InvariantCulture)
        : 0;
}
