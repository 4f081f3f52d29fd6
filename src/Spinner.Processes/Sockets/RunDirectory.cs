using System.Security.Cryptography;

namespace Spinner.Processes;

/// <summary>Where fresh unix sockets live: a directory of ours alone. Safe for concurrent use.</summary>
/// <param name="path">The directory; created when a socket is asked for. Null: the user's own.</param>
internal sealed class RunDirectory(string? path)
{
    private const string OfSystem = "/run";
    private const UnixFileMode OthersMayWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const int NameLength = 8;

    /// <summary>The directory.</summary>
    internal string Path { get; } = System.IO.Path.GetFullPath(
        path ?? DefaultPath(Inherited.Environment.GetValueOrDefault("XDG_RUNTIME_DIR")), Inherited.WorkingDirectory);

    /// <summary>
    /// <c>$XDG_RUNTIME_DIR/spinner</c> when that directory exists and is ours, for root else <c>/run/spinner-children</c>, where nobody else can make
    /// it first, and for the others <c>&lt;tmp&gt;/spinner-&lt;uid&gt;</c>.
    /// </summary>
    internal static string DefaultPath(string? runtimeDirectory)
    {
        // After su or sudo the variable may still name the directory of the user we were: whoever owns it could swap our directory in it for theirs.
        var isOurs = !string.IsNullOrEmpty(runtimeDirectory)
            && FileStat.TryRead(runtimeDirectory) is { Kind: FileKind.Directory } stat && (stat.Owner is null || stat.Owner == CurrentUser.Id);
        if (isOurs) return System.IO.Path.Combine(runtimeDirectory!, "spinner");
        return CurrentUser.Id == 0 && IsRoots(OfSystem)
            ? System.IO.Path.Combine(OfSystem, "spinner-children")
            : System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"spinner-{CurrentUser.Tag}");
    }

    private static bool IsRoots(string directory) =>
        FileStat.TryRead(directory) is { Kind: FileKind.Directory, Owner: 0 } stat && (stat.Permissions & OthersMayWrite) == 0;

    /// <summary>A path in the directory at which nothing is.</summary>
    /// <exception cref="NoEndpointException">The path would be too long, or the directory cannot be made or is not safe.</exception>
    internal string NewSocketPath()
    {
        while (true)
        {
            var file = System.IO.Path.Combine(Path, RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", NameLength) + ".sock");
            SocketFile.RefuseTooLong(file, "Choose a shorter run directory.");

            // For every socket anew: cleaners of temporary directories remove ours while we run.
            Ensure();
            if (FileStat.TryRead(file, followLinks: false) is null) return file;
        }
    }

    /// <summary>Makes the directory where it is not there.</summary>
    /// <exception cref="NoEndpointException">It cannot be made, or is not safe.</exception>
    internal void Ensure()
    {
        try
        {
            PrivateDirectory.Ensure(Path, Privacy.Closed);
        }
        catch (UnsafeDirectoryException refused)
        {
            throw new NoEndpointException(
                $"The run directory '{Path}' {refused.Fault}; sockets in it would not be safe. Remove it, give it to this user with mode 700, or choose another"
                + " run directory.", refused);
        }
        catch (IOException refused)
        {
            throw new NoEndpointException($"The run directory '{Path}' cannot be created: {refused.Message} Choose another run directory.", refused);
        }
    }
}
