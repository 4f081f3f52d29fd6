using System.Security.Cryptography;

namespace Spinner.Processes;

/// <summary>Where fresh unix sockets live: a directory of ours alone. Safe for concurrent use.</summary>
/// <param name="path">The directory; created when a socket is asked for. Null: the user's own.</param>
internal sealed class RunDirectory(string? path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Others = (UnixFileMode)0b111_111;
    private const int NameLength = 8;

    /// <summary>The directory.</summary>
    internal string Path { get; } = System.IO.Path.GetFullPath(path ?? DefaultPath(Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR")));

    /// <summary><c>$XDG_RUNTIME_DIR/spinner</c> when that directory exists and is ours, else <c>&lt;tmp&gt;/spinner-&lt;uid&gt;</c>.</summary>
    internal static string DefaultPath(string? runtimeDirectory)
    {
        // After sudo the variable may still name the directory of the user we were: whoever owns it could swap our directory in it for theirs.
        var isOurs = !string.IsNullOrEmpty(runtimeDirectory)
            && FileStat.TryRead(runtimeDirectory) is { Kind: FileKind.Directory } stat && (stat.Owner is null || stat.Owner == CurrentUser.Id);
        return isOurs
            ? System.IO.Path.Combine(runtimeDirectory!, "spinner")
            : System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"spinner-{CurrentUser.Tag}");
    }

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

    private void Ensure()
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Path);
            else Directory.CreateDirectory(Path, OwnerOnly);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new NoEndpointException($"The run directory '{Path}' cannot be created: {refused.Message} Choose another run directory.", refused);
        }

        RefuseUnsafe();
    }

    // The gate. Its path is easy to guess and /tmp is open to all: whoever makes it first, or may write in it, can put a socket of their own
    // where we expect a child's and read every request meant for it; whoever may enter it can talk to a child past the supervisor. The check
    // comes after the making, so that a directory or link that was there before is judged like one that slipped in between.
    private void RefuseUnsafe()
    {
        if (OperatingSystem.IsWindows()) return;
        if (FileStat.TryRead(Path, followLinks: false) is not { } stat) throw Unsafe("vanished while it was being made");
        if (stat.Kind == FileKind.Link) throw Unsafe("is a symbolic link");
        if (stat.Kind != FileKind.Directory) throw Unsafe("is not a directory");
        if (stat.Owner is { } owner && owner != CurrentUser.Id) throw Unsafe($"belongs to another user (uid {owner}, we are {CurrentUser.Id})");
        if ((stat.Permissions & Others) != 0)
            throw Unsafe($"is open to other users (mode {Convert.ToString((int)stat.Permissions, 8)}, needed 700)");
    }

    private NoEndpointException Unsafe(string fault) =>
        new($"The run directory '{Path}' {fault}; sockets in it would not be safe. Remove it, give it to this user with mode 700, or choose another run directory.");
}
