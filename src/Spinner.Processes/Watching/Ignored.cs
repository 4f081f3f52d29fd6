using System.Text.RegularExpressions;

namespace Spinner.Processes;

/// <summary>What inside a monitored directory is no part of the program: version control, tool caches, installed packages, an editor's droppings.</summary>
internal static partial class Ignored
{
    /// <summary>Dot-directories and <c>node_modules</c>.</summary>
    internal static bool IsDirectory(string name) => name.StartsWith('.') || name == "node_modules";

    /// <summary>Swap, lock and backup files; other dot-files, such as <c>.env</c>, do count.</summary>
    internal static bool IsFile(string name) => name.EndsWith('~') || Dropping().IsMatch(name);

    /// <summary>Whether a path relative to a monitored directory lies in an ignored directory or is a dropping.</summary>
    internal static bool Is(string relative)
    {
        var names = relative.Split(Path.DirectorySeparatorChar);
        return names[..^1].Any(IsDirectory) || IsFile(names[^1]);
    }

    // vim: .x.swp, .x.swo, … and 4913, its test whether a directory can be written. Emacs: .#x, #x#. GNOME and JetBrains write beside the file and rename.
    [GeneratedRegex(@"^(\..*\.sw[a-px]|4913|\.#.*|#.*#|\.goutputstream-.*|.*___jb_(tmp|old)___)$", RegexOptions.CultureInvariant)]
    private static partial Regex Dropping();
}
