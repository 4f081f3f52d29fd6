using System.Text.RegularExpressions;

namespace Spinner.Api.Tests;

/// <summary>Which folders of a library use one that uses them, over however many others; read from the names in the source.</summary>
internal static partial class Layers
{
    /// <param name="library">The directory of its project.</param>
    /// <returns>A line for each folder that is in a circle, or uses one that is.</returns>
    public static IReadOnlyList<string> CirclesIn(string library)
    {
        var uses = UsesOf(library);
        // Who uses nothing that is left can go; what stays goes round in circles.
        while (uses.Keys.FirstOrDefault(folder => !uses[folder].Overlaps(uses.Keys)) is { } free) uses.Remove(free);
        return [.. uses.Select(folder => $"{folder.Key} uses {string.Join(", ", folder.Value.Intersect(uses.Keys).Order())}")];
    }

    /// <summary>The folders of a library, each with those it uses.</summary>
    private static Dictionary<string, HashSet<string>> UsesOf(string library)
    {
        var files = Directory.EnumerateFiles(library, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Folder: Path.GetRelativePath(library, Path.GetDirectoryName(file)!), File: file))
            .Where(file => file.Folder.Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"))
            .Select(file => (file.Folder, Source: File.ReadAllText(file.File))).ToList();
        var homes = files.SelectMany(file => Declared().Matches(file.Source).Select(type => (Type: type.Groups[1].Value, file.Folder)))
            .DistinctBy(type => type.Type).ToDictionary(type => type.Type, type => type.Folder);
        return files.GroupBy(file => file.Folder).ToDictionary(
            folder => folder.Key,
            folder => folder.SelectMany(file => Names().Matches(NoCode().Replace(file.Source, "")).Select(name => homes.GetValueOrDefault(name.Value, folder.Key)))
                .Where(home => home != folder.Key).ToHashSet());
    }

    [GeneratedRegex(@"^(?:public |internal )?(?:static |sealed |abstract |readonly |partial |unsafe |ref )*(?:class|record struct|record|struct|interface|enum|delegate \w+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex(@"//.*|""(?:[^""\\\n]|\\.)*""")]
    private static partial Regex NoCode();

    [GeneratedRegex(@"\b[A-Z]\w+")]
    private static partial Regex Names();
}
