using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>struct inotify_event; see inotify(7). A value.</summary>
/// <param name="Watch">Which directory; -1 for lost events.</param>
/// <param name="What">The bits of what happened.</param>
/// <param name="Name">The name in that directory; empty when it is about the directory itself.</param>
internal readonly record struct InotifyEvent(int Watch, uint What, string Name)
{
    internal const uint Modify = 0x2;
    internal const uint Attributes = 0x4;
    internal const uint Written = 0x8;
    internal const uint MovedFrom = 0x40;
    internal const uint MovedTo = 0x80;
    internal const uint Create = 0x100;
    internal const uint Delete = 0x200;

    /// <summary>Asked for: the path must be a directory.</summary>
    internal const uint OnlyDirectory = 0x01000000;

    /// <summary>Asked for: files that have no name any more are silent.</summary>
    internal const uint ExcludeUnlinked = 0x04000000;

    private const uint Overflow = 0x4000;
    private const uint Ignored = 0x8000;
    private const uint Directory = 0x40000000;
    private const int Header = 16;

    /// <summary>The kernel's queue was full: events were lost.</summary>
    internal bool IsOverflow => Has(Overflow);

    /// <summary>The watch is no more.</summary>
    internal bool IsEnd => Has(Ignored);

    /// <summary>About a directory in the directory.</summary>
    internal bool IsDirectory => Has(Directory);

    /// <summary>A name came.</summary>
    internal bool IsArrival => Has(Create | MovedTo);

    /// <summary>A name went.</summary>
    internal bool IsDeparture => Has(Delete | MovedFrom);

    /// <summary>Takes the next event off the front of what was read.</summary>
    internal static bool TryRead(ref ReadOnlySpan<byte> read, out InotifyEvent happened)
    {
        happened = default;
        if (read.Length < Header) return false;
        var length = Header + MemoryMarshal.Read<int>(read[12..]);
        var name = ByteText.Decode(read[Header..length].TrimEnd((byte)0));
        happened = new InotifyEvent(MemoryMarshal.Read<int>(read), MemoryMarshal.Read<uint>(read[4..]), name);
        read = read[length..];
        return true;
    }

    private bool Has(uint bits) => (What & bits) != 0;
}
