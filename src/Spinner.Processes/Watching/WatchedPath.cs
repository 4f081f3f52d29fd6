namespace Spinner.Processes;

/// <summary>One path somebody asked to watch, and how that is done at present. Guarded by the watcher's lock.</summary>
internal sealed class WatchedPath(string given)
{
    private static readonly StringComparison Names = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>The path as it was given; reported under this name.</summary>
    internal string Given { get; } = given;

    /// <summary>The same, absolute.</summary>
    internal string Full { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(given));

    /// <summary>How many asked.</summary>
    internal int Count { get; set; } = 1;

    /// <summary>Whether it was a directory when the watch was armed.</summary>
    internal bool IsDirectory { get; set; }

    /// <summary>Looked at every second instead of being watched.</summary>
    internal bool IsPolled { get; set; }

    /// <summary>Polled only until what it needs exists again.</summary>
    internal bool IsAwaited { get; set; }

    /// <summary>What the last look of the poll saw.</summary>
    internal PathSignature? Seen { get; set; }

    /// <summary>The directory in which a change of the path itself shows.</summary>
    internal string Home => IsDirectory ? Full : Path.GetDirectoryName(Full) ?? Full;

    /// <summary>Whether two absolute paths are the same name on this system.</summary>
    internal static bool Same(string one, string other) => one.Equals(other, Names);

    /// <summary>Whether one absolute path lies somewhere below another.</summary>
    internal static bool IsBelow(string path, string directory) =>
        path.StartsWith(directory, Names) && path.Length > directory.Length
        && (path[directory.Length] == Path.DirectorySeparatorChar || Path.EndsInDirectorySeparator(directory));

    /// <summary>Whether a change at <paramref name="changed"/> may be a change of this path.</summary>
    internal bool Covers(string changed)
    {
        if (Same(changed, Full) || Same(changed, Home)) return true;
        return IsDirectory && IsBelow(changed, Full) && !Ignored.Is(Path.GetRelativePath(Full, changed));
    }

    /// <summary>Whether the path or a directory on the way to it is a symbolic link: when that is swapped, the directories we would watch stay silent.</summary>
    internal bool LeadsThroughLink()
    {
        for (var at = Full; at is not null; at = Path.GetDirectoryName(at))
        {
            if (FileStat.TryRead(at, followLinks: false) is { Kind: FileKind.Link }) return true;
        }

        return false;
    }
}
