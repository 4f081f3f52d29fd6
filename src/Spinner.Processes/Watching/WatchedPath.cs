namespace Spinner.Processes;

/// <summary>One path somebody asked to watch, and how that is done at present. Used under the lock of its path watcher.</summary>
internal sealed class WatchedPath(string given)
{
    private static readonly StringComparison Names = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>The path as it was given; reported under this name.</summary>
    internal string Given { get; } = given;

    /// <summary>The same, absolute.</summary>
    internal string Full { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(given, Inherited.WorkingDirectory));

    /// <summary>Where the links on the way lead; the same as <see cref="Full"/> where there are none, or one of them leads nowhere.</summary>
    internal string Real { get; private set; } = "";

    /// <summary>The links on the way, as absolute paths without links before their last name.</summary>
    internal IReadOnlyList<string> Links { get; private set; } = [];

    /// <summary>How many asked.</summary>
    internal int Count { get; set; } = 1;

    /// <summary>Whether it was a directory when the watch was armed.</summary>
    internal bool IsDirectory { get; set; }

    /// <summary>How it is done at present.</summary>
    internal WatchMode Mode { get; set; }

    /// <summary>Looked at every second.</summary>
    internal bool IsPolled => Mode != WatchMode.Watched;

    /// <summary>Looked at only until what it needs exists again.</summary>
    internal bool IsAwaited => Mode == WatchMode.Awaited;

    /// <summary>What the last look of the poll saw.</summary>
    internal PathSignature? Seen { get; set; }

    /// <summary>The directory in which a change of the path itself shows.</summary>
    internal string Home => IsDirectory ? Real : Path.GetDirectoryName(Real) ?? Real;

    /// <summary>Whether two absolute paths are the same name on this system.</summary>
    internal static bool Same(string one, string other) => one.Equals(other, Names);

    /// <summary>Whether one absolute path lies somewhere below another.</summary>
    internal static bool IsBelow(string path, string directory) =>
        path.StartsWith(directory, Names) && path.Length > directory.Length
        && (path[directory.Length] == Path.DirectorySeparatorChar || Path.EndsInDirectorySeparator(directory));

    /// <summary>Whether a change at <paramref name="changed"/> may be a change of this path.</summary>
    internal bool Covers(string changed)
    {
        if (Same(changed, Real) || Same(changed, Home) || IsLink(changed)) return true;
        return IsDirectory && IsBelow(changed, Real) && !Ignored.Is(Path.GetRelativePath(Real, changed));
    }

    /// <summary>Whether a name is one of the links on the way.</summary>
    internal bool IsLink(string name) => Links.Any(link => Same(link, name));

    /// <summary>Follows the links as they are now.</summary>
    internal void Resolve() => (Real, Links) = LinkTrail.Follow(Full);
}
