using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Spinner.Processes;

/// <summary>32 bytes that stand for the files of a path: which there are, and whatever a describer says of each.</summary>
internal static class PathDigest
{
    /// <summary>Says of one file what shall count; false when it vanished and shall not count at all.</summary>
    internal delegate bool Describer(TreeWalk.Entry entry, IncrementalHash into);

    /// <summary>The digest; null when the path does not exist.</summary>
    internal static string? Of(string path, Describer describe)
    {
        if (FileStat.TryRead(path) is not { } root) return null;
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var one = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(whole, root.Kind == FileKind.Directory ? 1 : 0);

        // A file system lists names in any order, and in another one after a rename.
        foreach (var entry in TreeWalk.Of(path).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            Add(one, (int)entry.Stat.Kind);
            Add(one, entry.Name);
            var counts = describe(entry, one);
            var hash = one.GetHashAndReset();
            if (counts) whole.AppendData(hash);
            else if (entry.Name.Length == 0) return null;
        }

        return Convert.ToHexString(whole.GetHashAndReset());
    }

    internal static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }

    // The length first: otherwise "ab" + "c" and "a" + "bc" were the same.
    internal static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(hash, bytes.Length);
        hash.AppendData(bytes);
    }
}
