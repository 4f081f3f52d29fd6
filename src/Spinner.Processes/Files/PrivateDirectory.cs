namespace Spinner.Processes;

/// <summary>How far others may come into a directory of ours.</summary>
internal enum Privacy
{
    /// <summary>Not at all: who may enter could talk to a child past its supervisor.</summary>
    Closed,

    /// <summary>They may look, and change nothing.</summary>
    Readable,

    /// <summary>
    /// They may look, and where it is sticky, as /tmp is, also make files of their own: they cannot touch ours. It may be root's.
    /// </summary>
    Shared,
}

/// <summary>
/// The one gate in front of every directory this program trusts: run, state and log directories, and where locks and sockets lie. Stateless.
/// </summary>
/// <remarks>
/// Such a path is easy to guess, and some lie in directories that are open to all: whoever makes it first, or may write in it, can put something of
/// their own where we expect ours.
/// </remarks>
internal static class PrivateDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Others = (UnixFileMode)0b111_111;
    private const UnixFileMode OthersMayWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Makes it for us alone where it is missing, with what is missing above it, and looks whether it is safe.</summary>
    /// <exception cref="IOException">It cannot be made; the message names it.</exception>
    /// <exception cref="UnsafeDirectoryException">It is not safe; the message says why.</exception>
    internal static void Ensure(string path, Privacy privacy)
    {
        try
        {
            Create(Path.GetFullPath(path, Inherited.WorkingDirectory));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The directory '{path}' cannot be created: {refused.Message}", refused);
        }

        // After the making, so that a directory or link that was there before is judged like one that slipped in between.
        if (FaultOf(path, privacy) is { } fault) throw new UnsafeDirectoryException(path, fault);
    }

    /// <summary>Why a directory is not ours alone; null when it is.</summary>
    internal static string? FaultOf(string path, Privacy privacy)
    {
        if (OperatingSystem.IsWindows()) return null;
        var isShared = privacy == Privacy.Shared;
        return FileStat.TryRead(Path.TrimEndingDirectorySeparator(path), followLinks: false) switch
        {
            null => "vanished while it was being made",
            { Kind: FileKind.Link } => "is a symbolic link",
            { Kind: not FileKind.Directory } => "is not a directory",
            { Owner: { } owner } when owner != CurrentUser.Id && !(isShared && owner == 0) => $"belongs to another user (uid {owner}, we are {CurrentUser.Id})",
            { Permissions: var mode } when privacy == Privacy.Closed && (mode & Others) != 0 => $"is open to other users (mode {Octal(mode)}, needed 700)",
            { Permissions: var mode } when isShared && (mode & UnixFileMode.StickyBit) != 0 => null,
            { Permissions: var mode } when (mode & OthersMayWrite) != 0 => $"may be written by other users (mode {Octal(mode)}; 700 is right)",
            _ => null,
        };
    }

    // One by one, since .NET makes those above the last as open as the umask lets it.
    private static void Create(string path)
    {
        if (Directory.Exists(path)) return;
        if (Path.GetDirectoryName(path) is { } parent) Create(parent);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly);
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, 8);
}

/// <summary>A directory that others could misuse.</summary>
internal sealed class UnsafeDirectoryException(string path, string fault) : IOException($"The directory '{path}' {fault}.")
{
    /// <summary>Why, as the end of a sentence about it.</summary>
    internal string Fault => fault;
}
