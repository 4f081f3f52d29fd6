using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Spinner.Processes.Tests;

/// <summary>No folder of the library uses one that uses it, over however many others; read from the names in the source.</summary>
public sealed partial class LayersSpec
{
    [Fact]
    public void No_folder_uses_itself_by_way_of_others()
    {
        var uses = UsesOf(Path.GetFullPath(Path.Combine(Here(), "../../../src/Spinner.Processes")));
        Assert.True(uses.Count > 20, "These are the folders.");
        // Who uses nothing that is left can go; what stays goes round in circles.
        while (uses.Keys.FirstOrDefault(folder => !uses[folder].Overlaps(uses.Keys)) is { } free) uses.Remove(free);
        Assert.Empty(uses.Select(folder => $"{folder.Key} uses {string.Join(", ", folder.Value.Intersect(uses.Keys).Order())}"));
    }

    private static Dictionary<string, HashSet<string>> UsesOf(string root)
    {
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(root, file).StartsWith("obj", StringComparison.Ordinal))
            .Select(file => (Folder: Path.GetRelativePath(root, Path.GetDirectoryName(file)!), Source: File.ReadAllText(file))).ToList();
        var homes = files.SelectMany(file => Declared().Matches(file.Source).Select(type => (Type: type.Groups[1].Value, file.Folder)))
            .DistinctBy(type => type.Type).ToDictionary(type => type.Type, type => type.Folder);
        return files.GroupBy(file => file.Folder).ToDictionary(
            folder => folder.Key,
            folder => folder.SelectMany(file => Names().Matches(NoCode().Replace(file.Source, "")).Select(name => homes.GetValueOrDefault(name.Value, folder.Key)))
                .Where(home => home != folder.Key).ToHashSet());
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^(?:public |internal )(?:static |sealed |abstract |readonly |partial |unsafe |ref )*(?:class|record struct|record|struct|interface|enum|delegate \w+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex(@"//.*|""(?:[^""\\\n]|\\.)*""")]
    private static partial Regex NoCode();

    [GeneratedRegex(@"\b[A-Z]\w+")]
    private static partial Regex Names();
}
