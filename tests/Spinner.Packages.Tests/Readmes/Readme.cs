namespace Spinner.Packages.Tests.Readmes;

/// <summary>A README and the blocks of code in it.</summary>
sealed class Readme
{
    private Readme(string path)
    {
        Path = path;
        Text = File.ReadAllText(path).ReplaceLineEndings("\n");
    }

    public static string Root { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(PackageFeed.Metadata("Sources"), ".."));

    /// <summary>That of the repository, then those below it.</summary>
    public static IReadOnlyList<Readme> All { get; } =
    [
        new(System.IO.Path.Combine(Root, "README.md")),
        .. new[] { "src", "tests" }
            .SelectMany(below => Directory.EnumerateDirectories(System.IO.Path.Combine(Root, below)))
            .Select(directory => System.IO.Path.Combine(directory, "README.md"))
            .Where(File.Exists)
            .Order(StringComparer.Ordinal)
            .Select(path => new Readme(path)),
        new(System.IO.Path.Combine(Root, ".github", "CONTRIBUTING.md")),
        new(System.IO.Path.Combine(Root, ".github", "CHANGELOG.md")),
    ];

    public string Path { get; }

    public string Text { get; }

    /// <summary>From the root of the repository.</summary>
    public string Name => System.IO.Path.GetRelativePath(Root, Path);

    /// <summary>The lines of each fenced block in a language, without what an indented fence is indented by.</summary>
    public IEnumerable<string[]> Blocks(string language)
    {
        List<string>? block = null;
        var indent = "";
        foreach (var line in Text.Split('\n'))
        {
            if (block is null)
            {
                if (line.TrimStart() != $"```{language}") continue;
                indent = line[..line.IndexOf('`', StringComparison.Ordinal)];
                block = [];
            }
            else if (line == $"{indent}```")
            {
                yield return [.. block];
                block = null;
            }
            else
            {
                block.Add(line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line);
            }
        }

        Assert.True(block is null, $"{Name} has a block that does not end.");
    }
}
