using System.Runtime.CompilerServices;

namespace Spinner.Api.Tests;

/// <summary>The folders of a library are layers: contracts below, what makes them above. None uses one that uses it, over however many others.</summary>
public class FoldersSpec
{
    private static readonly string Source = Path.GetFullPath(Path.Combine(Here(), "..", "..", "src"));

    public static TheoryData<string> Libraries => [.. Directory.GetDirectories(Source, "Spinner.*").Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void No_folder_uses_itself_by_way_of_others(string library) => Assert.Empty(Layers.CirclesIn(Path.Combine(Source, library)));

    [Fact]
    public void A_circle_is_found_over_another_folder()
    {
        using var library = new TempDirectory();
        library.Make("A/One.cs", "public class One { Two two; }\n");
        library.Make("B/Two.cs", "sealed class Two { string s = \"One\"; } // One\n");
        library.Make("C/Three.cs", "class Three { One one; }\n");
        Assert.Empty(Layers.CirclesIn(library.Path));

        library.Make("B/Four.cs", "enum Four { Three }\n");

        Assert.Equal(["A uses B", "B uses C", "C uses A"], Layers.CirclesIn(library.Path).Order(StringComparer.Ordinal));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
