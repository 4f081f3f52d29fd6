namespace Spinner.Processes;

/// <summary>Whether execve(2) knows what a file is by its first bytes; else it answers ENOEXEC. Linux only, stateless.</summary>
internal static class BinaryFormat
{
    // binfmt_misc(5): a file for every format that somebody has added, beside two of its own.
    private const string Added = "/proc/sys/fs/binfmt_misc";

    private const string ByteOrderMark = "\uFEFF";

    /// <summary>What is wrong with it, as the end of a sentence; null when nothing is known to be.</summary>
    /// <param name="head">How the file begins.</param>
    /// <param name="added">Where the formats that were added to the system's own are listed.</param>
    internal static string? WhyUnknown(string head, string added = Added)
    {
        if (head.StartsWith("#!", StringComparison.Ordinal) || head.StartsWith("\u007fELF", StringComparison.Ordinal)) return null;
        if (head.StartsWith(ByteOrderMark + "#!", StringComparison.Ordinal)) return "has a byte order mark before '#!', which the system does not execute";
        return AnyAdded(added) ? null : "is neither a program nor a script that begins with '#!'";
    }

    private static bool AnyAdded(string directory)
    {
        try
        {
            return Directory.EnumerateFiles(directory).Any(static f => Path.GetFileName(f) is not ("register" or "status"));
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            // It is there where somebody uses it only.
            return closed is not DirectoryNotFoundException;
        }
    }
}
