using System.Security.Cryptography;
using System.Text;

namespace Spinner.Processes;

/// <summary>The content of a file or directory at one moment. Equal fingerprints: nothing changed that matters, whatever the time stamps say. Immutable.</summary>
/// <remarks>
/// A file counts by whether it may be executed and by the SHA-256 of its content, from 16 MiB on and where it cannot be read by length and time of the last write. A directory counts by the
/// relative paths of its files and what each counts by; left out are directories whose name starts with a dot, <c>node_modules</c>, and swap,
/// lock and backup files of editors. A link to a file counts by that file, a link to a directory by its target's name only.
/// </remarks>
sealed class Fingerprint : IEquatable<Fingerprint>
{
    private const UnixFileMode Execution = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const long TooBigToRead = 16 * 1024 * 1024;

    private readonly string _digest;

    private Fingerprint(string digest) => _digest = digest;

    /// <summary>Takes the fingerprint of <paramref name="path"/>; reads every file, so it takes as long as that.</summary>
    /// <returns>Null when the path does not exist right now, as for a moment while an editor saves.</returns>
    public static Fingerprint? TryCompute(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return PathDigest.Of(path, Describe) is { } digest ? new Fingerprint(digest) : null;
    }

    /// <summary>The same of those files only that count; others are not read.</summary>
    /// <param name="path">A file or a directory.</param>
    /// <param name="counts">Is asked with a file's whole path.</param>
    public static Fingerprint? TryCompute(string path, Func<string, bool> counts) =>
        PathDigest.Of(path, (entry, into) => counts(entry.FullPath) && Describe(entry, into)) is { } digest ? new Fingerprint(digest) : null;

    /// <summary>Several as one; null is what does not exist.</summary>
    public static Fingerprint Of(IEnumerable<Fingerprint?> parts) =>
        new(Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(' ', parts.Select(p => p?._digest ?? "-"))))));

    /// <inheritdoc/>
    public bool Equals(Fingerprint? other) => other is not null && other._digest == _digest;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Fingerprint);

    /// <inheritdoc/>
    public override int GetHashCode() => _digest.GetHashCode(StringComparison.Ordinal);

    /// <summary>The first digits of the digest.</summary>
    public override string ToString() => _digest[..12];

    private static bool Describe(TreeWalk.Entry entry, IncrementalHash into)
    {
        if (entry.Stat.Kind == FileKind.Link) PathDigest.Add(into, PathSignature.TargetOf(entry.FullPath));

        // Opening a pipe waits for its other end, for ever if need be: only plain files are ever opened.
        if (entry.Stat.Kind != FileKind.File) return true;
        PathDigest.Add(into, (long)(entry.Stat.Permissions & Execution));
        PathDigest.Add(into, entry.Stat.Length);
        try
        {
            if (entry.Stat.Length >= TooBigToRead) PathDigest.Add(into, entry.Stat.Modified);
            else AddContent(entry.FullPath, into);
            return true;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Locked or closed to us: a write still shows in the time stamp.
            PathDigest.Add(into, entry.Stat.Modified);
            return true;
        }
    }

    private static void AddContent(string path, IncrementalHash into)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        into.AppendData(SHA256.HashData(file));
    }
}
