namespace Spinner.Host.Import;

/// <summary>One section of an INI file, with the comments above it.</summary>
sealed record IniSection(string Name, int Line, IReadOnlyList<string> Comments)
{
    /// <summary>Keys and values, in the order of the file.</summary>
    public List<(string Key, string Value)> Entries { get; } = [];

    /// <summary>The value of a key; null when it is not there.</summary>
    public string? this[string key] => Entries.FindLast(e => e.Key == key).Value;
}

/// <summary>An INI file as Python's configparser and supervisord read it. Stateless.</summary>
/// <remarks>
/// A value goes on in lines that are indented. A comment is a line that begins with ; or #, or what follows a blank and a semicolon; a semicolon
/// without a blank before it belongs to the value.
/// </remarks>
static class IniFile
{
    /// <exception cref="ImportException">A line is none of an INI file's.</exception>
    public static IReadOnlyList<IniSection> Parse(string text)
    {
        var sections = new List<IniSection>();
        var comments = new List<string>();
        var number = 0;
        foreach (var raw in text.ReplaceLineEndings("\n").TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var line = raw.TrimEnd();
            if (line.Length == 0) continue;
            if (line[0] is ';' or '#') comments.Add(line.TrimStart(';', '#').Trim());
            else if (line[0] == '[' && line.IndexOf(']', StringComparison.Ordinal) is > 1 and var end)
            {
                sections.Add(new IniSection(line[1..end].Trim(), number, comments));
                comments = [];
            }
            else if (sections.Count == 0) throw new ImportException($"line {number}: a key stands before the first [section]; a .conf or .ini file is read as supervisord's");
            else Add(sections[^1], line, number);
        }

        return sections;
    }

    private static void Add(IniSection section, string line, int number)
    {
        var text = WithoutComment(line).Trim();
        if (text.Length == 0) return;
        if (char.IsWhiteSpace(line[0]) && section.Entries.Count > 0)
        {
            var (key, value) = section.Entries[^1];
            section.Entries[^1] = (key, $"{value}\n{text}".Trim('\n'));
            return;
        }

        var equals = text.AsSpan().IndexOfAny('=', ':');
        if (equals < 1) throw new ImportException($"line {number}: allowed is a line such as key = value");
        section.Entries.Add((text[..equals].Trim().ToLowerInvariant(), text[(equals + 1)..].Trim()));
    }

    private static string WithoutComment(string line)
    {
        for (var at = 1; at < line.Length; at++)
            if (line[at] == ';' && char.IsWhiteSpace(line[at - 1])) return line[..at];
        return line;
    }
}
