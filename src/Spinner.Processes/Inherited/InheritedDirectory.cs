namespace Spinner.Processes;

/// <summary>Reads the working directory, which may have been removed or bear a name that is no UTF-8. Stateless.</summary>
internal static class InheritedDirectory
{
    private const string Link = "/proc/self/cwd";
    private const string Removed = " (deleted)";

    internal static string Read()
    {
        if (OperatingSystem.IsLinux() && FromLink() is { } path) return path;
        try
        {
            return System.Environment.CurrentDirectory;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It was removed before we looked: no path leads there any more.
            return Path.GetTempPath();
        }
    }

    private static string? FromLink()
    {
        Span<byte> target = stackalloc byte[4096];
        var length = (int)Libc.ReadLink(Link, target, (nuint)target.Length);
        if (length <= 0 || length == target.Length) return null;
        var path = ByteText.Decode(target[..length]);
        if (!path.StartsWith('/')) return null;
        return path.EndsWith(Removed, StringComparison.Ordinal) && FileStat.TryRead(path) is null ? path[..^Removed.Length] : path;
    }
}
