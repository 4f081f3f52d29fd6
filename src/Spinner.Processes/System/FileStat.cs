using Microsoft.Win32.SafeHandles;

namespace Spinner.Processes;

/// <summary>What kind of thing a path names.</summary>
internal enum FileKind
{
    File,
    Directory,
    Link,
    Socket,

    /// <summary>Opening one waits for its other end, unless told not to.</summary>
    Pipe,

    /// <summary>Opening one may block for ever.</summary>
    Device,
}

/// <summary>What the file system says of a path without opening it. A value.</summary>
/// <param name="Kind">Its kind; systems without statx(2) tell files, directories and links only.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Modified">Time of the last write in a unit that only equality matters for.</param>
/// <param name="Inode">Its identity while it exists; 0 where the system does not tell.</param>
/// <param name="Owner">The owner's user id; null where the system does not tell.</param>
/// <param name="Permissions">The permission bits.</param>
/// <param name="Device">Which file system it is on; 0 where the system does not tell.</param>
/// <param name="Represents">The major number of a device, else 0.</param>
internal readonly record struct FileStat(
    FileKind Kind, long Length, long Modified, ulong Inode, uint? Owner, UnixFileMode Permissions, ulong Device = 0, ulong Represents = 0)
{
    // Major number 1 of Linux: null, zero, full. They never wait for anybody.
    private const ulong Memory = 1;

    /// <summary>A device that takes what is written to it at once.</summary>
    internal bool IsMemory => Kind == FileKind.Device && Represents == Memory;

    /// <summary>Whether both are of one file.</summary>
    internal bool IsSameFile(FileStat other) => Inode == other.Inode && Device == other.Device;

    /// <summary>Looks at <paramref name="path"/>; null when there is nothing, or nothing we may see.</summary>
    /// <param name="path">Any path.</param>
    /// <param name="followLinks">Whether to look through a link at its target; a link to nowhere is then null.</param>
    internal static FileStat? TryRead(string path, bool followLinks = true)
    {
        if (OperatingSystem.IsLinux() && LinuxStat.TryRead(path, followLinks, out var stat)) return stat;
        return Portable(path, followLinks);
    }

    /// <summary>As <see cref="TryRead(string, bool)"/>, of an open file; null where the system does not tell.</summary>
    internal static FileStat? TryRead(SafeFileHandle file) =>
        OperatingSystem.IsLinux() && LinuxStat.TryRead((int)file.DangerousGetHandle(), out var stat) ? stat : null;

    private static FileStat? Portable(string path, bool followLinks)
    {
        try
        {
            FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            var isLink = info.LinkTarget is not null;
            if (isLink && followLinks)
            {
                if (info.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true } target) return null;
                info = target;
            }
            else if (!info.Exists)
            {
                return null;
            }

            var kind = isLink && !followLinks ? FileKind.Link : info is DirectoryInfo ? FileKind.Directory : FileKind.File;
            var length = info is FileInfo file && kind == FileKind.File ? file.Length : 0;
            return new FileStat(kind, length, info.LastWriteTimeUtc.Ticks, 0, null, OperatingSystem.IsWindows() ? 0 : info.UnixFileMode);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Vanished while we looked, a loop of links, or not ours to see: nothing we can tell.
            return null;
        }
    }
}
