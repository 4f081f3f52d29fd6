using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Spinner.Processes;

/// <summary>Which process holds a socket, from <c>/proc/&lt;pid&gt;/fd</c>. Stateless.</summary>
internal static class SocketOwners
{
    private const string Prefix = "socket:[";

    /// <summary>Takes out of <paramref name="inodes"/> what the process holds.</summary>
    /// <returns>False when we may not read its files. A process that is gone holds nothing.</returns>
    /// <exception cref="IOException">They cannot be read just now, for want of descriptors for example: that is no answer.</exception>
    internal static bool TryRemoveHeldBy(int pid, HashSet<ulong> inodes)
    {
        try
        {
            foreach (var held in SocketsOf(pid)) inodes.Remove(held);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>A process that holds one of <paramref name="inodes"/>; null when none that we may see does.</summary>
    /// <exception cref="IOException">As <see cref="TryRemoveHeldBy"/>.</exception>
    internal static ProcStat? FindAny(HashSet<ulong> inodes)
    {
        foreach (var process in ProcessTree.All())
        {
            try
            {
                if (SocketsOf(process.Pid).Any(inodes.Contains)) return process;
            }
            catch (UnauthorizedAccessException)
            {
                // Another user's process. Whether it is the owner cannot be told; when nobody else is, it is reported as hidden.
            }
        }

        return null;
    }

    private static IEnumerable<ulong> SocketsOf(int pid)
    {
        foreach (var file in FilesOf(pid))
        {
            var target = TargetOf(file);
            if (target.StartsWith(Prefix, StringComparison.Ordinal)
                && ulong.TryParse(target.AsSpan(Prefix.Length, target.Length - Prefix.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var inode))
                yield return inode;
        }
    }

    // By errno alone: a process that starts closes and reopens the same number all the time, so a second look at the path sees another file,
    // and would take a closed one for one that we may not read.
    private static string TargetOf(string file)
    {
        Span<byte> target = stackalloc byte[256];
        var length = Libc.ReadLink(file, target, (nuint)target.Length);
        if (length >= 0) return Encoding.UTF8.GetString(target[..(int)length]);
        return Marshal.GetLastPInvokeError() switch
        {
            Libc.Eacces or Libc.Eperm => throw new UnauthorizedAccessException(file),
            var error when Errno.MayPass(error) => throw new IOException(ErrorText.Of(-error), error),
            _ => "",
        };
    }

    private static List<string> FilesOf(int pid)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd")];
        }
        catch (Exception gone) when (gone is DirectoryNotFoundException or FileNotFoundException or IOException { HResult: Libc.Esrch })
        {
            // It ended while we looked.
            return [];
        }
    }
}
