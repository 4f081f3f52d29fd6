using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Spinner.Api.Tests;

/// <summary>
/// Between the folders of a library there is no circle: contracts below, what makes them above. Read by the names in its source: a folder uses another
/// when it names a type that stands there at the top level, under a name that no other folder of the library has.
/// </summary>
public partial class FoldersSpec
{
    private static readonly string Source = Path.GetFullPath(Path.Combine(Here(), "..", "..", "src"));

    public static TheoryData<string> Libraries =>
        [.. Directory.GetDirectories(Source, "Spinner.*").Select(d => Path.GetFileName(d)).Except(NotYet).Order(StringComparer.Ordinal)];

    // Their circles are being taken apart.
    private static readonly string[] NotYet = ["Spinner.FrontDoor"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void No_two_folders_use_each_other(string library) => Assert.Empty(Circles(Read(Path.Combine(Source, library))));

    [Fact]
    public void A_circle_is_found()
    {
        (string, string)[] files = [("A", "public class One;\n// Two\n"), ("B", "sealed class Two { One one; string s = \"Three\"; }"), ("A", "class Three { Two two; }")];

        Assert.Equal(["A (Two) and B (One)"], Circles(files));
        Assert.Empty(Circles(files[..2]));
    }

    private static IReadOnlyList<(string Folder, string Text)> Read(string library) =>
    [
        .. Directory.GetFiles(library, "*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(library, f))
            .Where(f => f.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            .Select(f => (Path.GetDirectoryName(f)!, File.ReadAllText(Path.Combine(library, f)))),
    ];

    private static IEnumerable<string> Circles(IReadOnlyList<(string Folder, string Text)> files)
    {
        var homes = files
            .SelectMany(f => Declared().Matches(f.Text).Select(m => (Type: m.Groups[1].Value, f.Folder)))
            .Distinct()
            .ToLookup(t => t.Type, t => t.Folder, StringComparer.Ordinal);
        var uses = files
            .SelectMany(f => Names().Matches(NotCode().Replace(f.Text, "")).Select(m => m.Value).Distinct()
                .Where(name => homes[name].Count() == 1 && homes[name].Single() != f.Folder)
                .Select(name => (From: f.Folder, To: homes[name].Single(), Name: name)))
            .ToLookup(u => (u.From, u.To), u => u.Name);
        return
            from pair in uses.Select(u => u.Key)
            where string.CompareOrdinal(pair.From, pair.To) < 0 && uses.Contains((pair.To, pair.From))
            select $"{pair.From} ({Some(pair.From, pair.To)}) and {pair.To} ({Some(pair.To, pair.From)})";

        string Some(string from, string to) => string.Join(", ", uses[(from, to)].Distinct().Order(StringComparer.Ordinal).Take(5));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"^(?:public |internal |file )?(?:static |sealed |abstract |readonly |partial |ref |unsafe )*(?:class|record struct|record|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex(@"\b[A-Z]\w+")]
    private static partial Regex Names();

    [GeneratedRegex(@"//.*|""(?:[^""\\]|\\.)*""")]
    private static partial Regex NotCode();
}
