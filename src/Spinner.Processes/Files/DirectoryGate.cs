namespace Spinner.Processes;

/// <summary>What other users may do in a directory of ours.</summary>
internal enum DirectoryShare
{
    /// <summary>Nothing at all, not even enter it.</summary>
    None,

    /// <summary>Look, not write. It belongs to us.</summary>
    Look,

    /// <summary>Make files of their own where they cannot touch those of others, as in /tmp. It belongs to us or to root.</summary>
    Sticky,
}

/// <summary>
/// The gate of every directory that sockets, locks, logs or state of ours lie in: whoever owns one, or may write in it, can put a file or a link
/// of their own where we expect ours. Stateless.
/// </summary>
internal static class DirectoryGate
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersMayWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Others = (UnixFileMode)0b111_111;

    /// <summary>Makes a directory and those above it that are not there, each with mode 0700 whatever the umask is; then looks at what is there.</summary>
    /// <exception cref="IOException">It cannot be made, or is not safe; says why.</exception>
    internal static void Make(string path, DirectoryShare share)
    {
        try
        {
            MakeAll(path);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException(refused.Message, refused);
        }

        // After the making: what was there before is judged like what slipped in between.
        if (FaultOf(path, share) is { } fault) throw new IOException($"The directory '{path}' {fault}.");
    }

    /// <summary>What makes a directory unsafe, to follow its name; null when nothing does.</summary>
    internal static string? FaultOf(string path, DirectoryShare share)
    {
        if (OperatingSystem.IsWindows()) return null;
        if (FileStat.TryRead(Path.TrimEndingDirectorySeparator(path), followLinks: false) is not { } stat) return "is not there";
        if (stat.Kind == FileKind.Link) return "is a symbolic link";
        if (stat.Kind != FileKind.Directory) return "is not a directory";
        var isRoots = share == DirectoryShare.Sticky && stat.Owner == 0;
        if (stat.Owner is { } owner && owner != CurrentUser.Id && !isRoots) return $"belongs to another user (uid {owner}, we are {CurrentUser.Id})";
        var mode = Convert.ToString((int)stat.Permissions, 8);
        if (share == DirectoryShare.None && (stat.Permissions & Others) != 0) return $"is open to other users (mode {mode}, needed 700)";
        var isHeld = share == DirectoryShare.Sticky && (stat.Permissions & UnixFileMode.StickyBit) != 0;
        return (stat.Permissions & OthersMayWrite) != 0 && !isHeld ? $"may be written by other users (mode {mode}; 700 is right)" : null;
    }

    // .NET gives the mode to the last one only.
    private static void MakeAll(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } above && !Directory.Exists(above)) MakeAll(above);
        Directory.CreateDirectory(path, OwnerOnly);
    }
}
