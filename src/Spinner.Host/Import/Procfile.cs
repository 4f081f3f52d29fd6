using System.Text.RegularExpressions;

namespace Spinner.Host.Import;

/// <summary>A Procfile, as foreman, overmind and Heroku run it: a name, a colon, and a line for the shell. Stateless.</summary>
static partial class Procfile
{
    // The process that requests are routed to, and the one that is run once before a release.
    private const string Web = "web";
    private const string Release = "release";

    /// <exception cref="ImportException">A line is none of a Procfile's.</exception>
    public static void Read(string text, ImportedFile into)
    {
        // As foreman does, where there is one.
        into.Defaults.List("env-file", ["?.env"]);
        foreach (var comment in Read(text, into.Child)) into.Remark(comment);
    }

    /// <summary>The same, for who makes the children.</summary>
    /// <param name="text">What stands in it.</param>
    /// <param name="child">Makes a child of a name and the comments above it.</param>
    /// <returns>The comments at the end.</returns>
    /// <exception cref="ImportException">A line is none of a Procfile's.</exception>
    public static IReadOnlyList<string> Read(string text, Func<string, IEnumerable<string>, ConfBlock> child)
    {
        var comments = new List<string>();
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()))
        {
            number++;
            if (line.StartsWith('#')) comments.Add(line.TrimStart('#').Trim());
            if (line.Length == 0 || line[0] == '#') continue;
            if (Line().Match(line) is not { Success: true } entry) throw new ImportException($"line {number}: allowed is a line such as web: npm start");
            Add(child(entry.Groups[1].Value, [.. comments]), entry.Groups[1].Value, entry.Groups[2].Value);
            comments.Clear();
        }

        return comments;
    }

    private static void Add(ConfBlock child, string name, string command)
    {
        child.Text("run", command);
        if (name == Release)
        {
            child.Remark("Runs to its end each time it is asked to: spinner run release.");
            child.Set("kind", "task");
            return;
        }

        if (name != Web && !Conversions.UsesPort(command)) child.Set("kind", "worker");
        child.Keep();
    }

    [GeneratedRegex(@"^([A-Za-z0-9_.-]+):\s*(\S.*)$")]
    private static partial Regex Line();
}
