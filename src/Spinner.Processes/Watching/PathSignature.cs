using System.Security.Cryptography;

namespace Spinner.Processes;

/// <summary>What a look from outside tells of a path: identities, lengths, time stamps and link targets, no content. A value.</summary>
/// <param name="Itself">The path, or the link it is.</param>
/// <param name="Target">What a link leads to.</param>
/// <param name="Link">Where a link points to, else empty.</param>
/// <param name="Tree">For a directory: the same of all its files.</param>
internal sealed record PathSignature(FileStat Itself, FileStat? Target, string Link, string? Tree)
{
    /// <summary>The signature now; null when the path does not exist. For a file one system call: it is asked every second.</summary>
    internal static PathSignature? Of(string path)
    {
        if (FileStat.TryRead(path, followLinks: false) is not { } itself) return null;
        if (itself.Kind is not (FileKind.Link or FileKind.Directory)) return new PathSignature(itself, null, "", null);
        var isLink = itself.Kind == FileKind.Link;
        var target = isLink ? FileStat.TryRead(path) : null;
        var tree = (target ?? itself).Kind == FileKind.Directory ? PathDigest.Of(path, Describe) : null;

        // A directory's own time stamp tells of droppings too; its files are told by the tree.
        return new PathSignature(WithoutTime(itself), target is { } t ? WithoutTime(t) : null, isLink ? TargetOf(path) : "", tree);
    }

    /// <summary>Where a link points to; empty when it is no link or is gone.</summary>
    internal static string TargetOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget ?? "";
        }
        catch (IOException)
        {
            // Replaced while we looked; the next look sees what it became.
            return "";
        }
    }

    private static FileStat WithoutTime(FileStat stat) => stat.Kind == FileKind.Directory ? stat with { Length = 0, Modified = 0 } : stat;

    private static bool Describe(TreeWalk.Entry entry, IncrementalHash into)
    {
        PathDigest.Add(into, entry.Stat.Length);
        PathDigest.Add(into, entry.Stat.Modified);
        PathDigest.Add(into, (long)entry.Stat.Permissions);
        PathDigest.Add(into, unchecked((long)entry.Stat.Inode));
        if (entry.Stat.Kind == FileKind.Link) PathDigest.Add(into, TargetOf(entry.FullPath));
        return true;
    }
}
