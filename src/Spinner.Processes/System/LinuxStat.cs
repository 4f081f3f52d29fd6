using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>statx(2): one system call tells what .NET needs four for, and the owner and inode it never tells.</summary>
internal static partial class LinuxStat
{
    private const int AtCurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7ff;
    private const int NotPermitted = 1;
    private const int NoSuchCall = 38;

    /// <summary>Looks at a path.</summary>
    /// <returns>False when this system has no statx, or a sandbox refuses the call itself; then nothing was learnt.</returns>
    internal static bool TryRead(string path, bool followLinks, out FileStat? stat) => TryRead(AtCurrentDirectory, path, followLinks ? 0 : NoFollow, out stat);

    /// <summary>As <see cref="TryRead(string, bool, out FileStat?)"/>, of an open file.</summary>
    internal static bool TryRead(int descriptor, out FileStat? stat) => TryRead(descriptor, "", EmptyPath, out stat);

    private static bool TryRead(int directory, string path, int flags, out FileStat? stat)
    {
        // struct statx has the same layout on every architecture, unlike struct stat.
        Span<byte> raw = stackalloc byte[256];
        stat = null;
        try
        {
            if (Call(directory, path, flags, BasicStats, ref MemoryMarshal.GetReference(raw)) != 0)
                return Marshal.GetLastPInvokeError() is not (NotPermitted or NoSuchCall);
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }

        var mode = MemoryMarshal.Read<ushort>(raw[28..]);
        stat = new FileStat(
            KindOf(mode),
            MemoryMarshal.Read<long>(raw[40..]),
            unchecked((MemoryMarshal.Read<long>(raw[112..]) * 1_000_000_000) + MemoryMarshal.Read<uint>(raw[120..])),
            MemoryMarshal.Read<ulong>(raw[32..]),
            MemoryMarshal.Read<uint>(raw[20..]),
            (UnixFileMode)(mode & 0xFFF),
            ((ulong)MemoryMarshal.Read<uint>(raw[136..]) << 32) | MemoryMarshal.Read<uint>(raw[140..]),
            MemoryMarshal.Read<uint>(raw[128..]));
        return true;
    }

    private static FileKind KindOf(ushort mode) => (mode & 0xF000) switch
    {
        0x8000 => FileKind.File,
        0x4000 => FileKind.Directory,
        0xA000 => FileKind.Link,
        0xC000 => FileKind.Socket,
        0x1000 => FileKind.Pipe,
        _ => FileKind.Device,
    };

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true,
        StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(ByteTextMarshaller))]
    private static partial int Call(int directory, string path, int flags, uint mask, ref byte result);
}
