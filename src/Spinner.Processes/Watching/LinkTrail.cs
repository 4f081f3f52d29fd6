namespace Spinner.Processes;

/// <summary>Follows the symbolic links on the way to a path, one by one, so that each of them can be watched. Stateless.</summary>
internal static class LinkTrail
{
    // As many as the kernel follows, see path_resolution(7).
    private const int MostLinks = 40;

    /// <summary>Where the path leads, and over which links. A trail that ends nowhere, as a loop does, leads to what is missing.</summary>
    /// <param name="path">Absolute and normal.</param>
    internal static (string Real, IReadOnlyList<string> Links) Follow(string path)
    {
        var links = new List<string>();
        var root = Path.GetPathRoot(path)!;
        var real = root;
        var left = new Stack<string>(NamesOf(path, root));
        while (left.TryPop(out var name))
        {
            if (name == "..")
            {
                real = Path.GetDirectoryName(real) ?? root;
                continue;
            }

            var next = Path.Combine(real, name);
            if (links.Count >= MostLinks || TargetOf(next) is not { Length: > 0 } target)
            {
                real = next;
                continue;
            }

            links.Add(next);
            if (Path.IsPathRooted(target)) real = Path.GetPathRoot(target)!;
            foreach (var part in NamesOf(target, Path.IsPathRooted(target) ? real : "")) left.Push(part);
        }

        return (real, links);
    }

    // The last one first: they go on a stack.
    private static IEnumerable<string> NamesOf(string path, string root) =>
        path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".").Reverse();

    private static string? TargetOf(string path) =>
        FileStat.TryRead(path, followLinks: false) is { Kind: FileKind.Link } ? PathSignature.TargetOf(path) : null;
}
