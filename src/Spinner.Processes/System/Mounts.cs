namespace Spinner.Processes;

/// <summary>Whether this machine has a disk that may hang. Safe for concurrent use.</summary>
internal static class Mounts
{
    private const string Table = "/proc/self/mountinfo";
    private const long Fresh = 1000;

    // Served by another machine, or by a program.
    private static readonly string[] Remote =
        ["nfs", "cifs", "smb", "fuse", "9p", "ceph", "afs", "autofs", "lustre", "gfs2", "ocfs2", "glusterfs", "beegfs", "ncpfs", "virtiofs", "drvfs"];

    private static readonly Lock Looking = new();
    private static long _lookedAt = long.MinValue / 2;
    private static bool _mayHang = true;

    /// <summary>Whether a path may lead to such a disk, as of at most a second ago: links lead anywhere, so one such mount is enough. True where nothing tells.</summary>
    internal static bool MayHang
    {
        get
        {
            lock (Looking)
            {
                if (Environment.TickCount64 - _lookedAt < Fresh) return _mayHang;
                _mayHang = ReadTable();
                _lookedAt = Environment.TickCount64;
                return _mayHang;
            }
        }
    }

    // As in proc_pid_mountinfo(5): the fifth field is the place, and the type follows a lone hyphen.
    internal static bool IsRemote(string line)
    {
        var fields = line.Split(' ');
        var hyphen = Array.IndexOf(fields, "-");
        if (hyphen < 0 || hyphen + 1 >= fields.Length || fields.Length < 5) return false;
        var (place, type) = (fields[4], fields[hyphen + 1]);
        if (place.StartsWith("/proc/", StringComparison.Ordinal) || place.StartsWith("/sys/", StringComparison.Ordinal)) return false;
        return Array.Exists(Remote, remote => type.StartsWith(remote, StringComparison.Ordinal));
    }

    private static bool ReadTable()
    {
        try
        {
            return File.ReadLines(Table).Any(IsRemote);
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
