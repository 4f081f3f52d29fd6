using System.Security.Cryptography;

namespace Spinner.Processes;

/// <summary>What a look from outside tells of a path: identities, lengths, time stamps and link targets, no content. Cheap enough to ask every second.</summary>
internal static class PathSignature
{
    /// <summary>The signature now; null when the path does not exist.</summary>
    internal static string? Of(string path) => PathDigest.Of(path, Describe);

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

    private static bool Describe(TreeWalk.Entry entry, IncrementalHash into)
    {
        PathDigest.Add(into, entry.Stat.Length);
        PathDigest.Add(into, entry.Stat.Modified);
        PathDigest.Add(into, unchecked((long)entry.Stat.Inode));
        PathDigest.Add(into, TargetOf(entry.FullPath));
        return true;
    }
}
