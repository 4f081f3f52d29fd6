namespace Spinner.Processes;

/// <summary>What an editor's user would call the files of a path: the file itself, or a directory's files without the machinery beside them.</summary>
internal static class TreeWalk
{
    /// <summary>One file.</summary>
    /// <param name="Name">Its path relative to the root with <c>/</c>; empty for the root itself.</param>
    /// <param name="FullPath">Its path.</param>
    /// <param name="Stat">What it is; a link to a file is that file, any other link is itself.</param>
    internal readonly record struct Entry(string Name, string FullPath, FileStat Stat);

    /// <summary>The files of <paramref name="root"/> in no particular order; nothing when the root does not exist. A file that vanishes meanwhile is left out.</summary>
    /// <remarks>Links to directories are not entered: that way no loop of links can hold us, and a watcher would not see beyond them either.</remarks>
    internal static IEnumerable<Entry> Of(string root)
    {
        if (FileStat.TryRead(root) is not { } stat) yield break;
        if (stat.Kind != FileKind.Directory)
        {
            yield return new Entry("", root, stat);
            yield break;
        }

        var left = new Stack<(string Path, string Prefix)>();
        left.Push((root, ""));
        while (left.TryPop(out var directory))
        {
            foreach (var path in ContentOf(directory.Path))
            {
                var name = directory.Prefix + Path.GetFileName(path);
                if (StatOf(path) is not { } found) continue;
                if (found.Kind == FileKind.Directory)
                {
                    if (!Ignored.IsDirectory(Path.GetFileName(path))) left.Push((path, name + "/"));
                }
                else if (!Ignored.IsFile(Path.GetFileName(path)))
                {
                    yield return new Entry(name, path, found);
                }
            }
        }
    }

    private static FileStat? StatOf(string path)
    {
        var stat = FileStat.TryRead(path, followLinks: false);
        return stat is { Kind: FileKind.Link } && FileStat.TryRead(path) is { Kind: FileKind.File } target ? target : stat;
    }

    private static List<string> ContentOf(string directory)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(directory)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Vanished meanwhile, or closed to us: what we cannot read can neither be the cause of a restart nor an error of the child.
            return [];
        }
    }
}
