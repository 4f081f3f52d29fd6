using System.IO.Compression;
using System.Xml.Linq;

namespace Spinner.Packages.Tests;

/// <summary>What is in a package.</summary>
[Collection(PackageFeed.Collection)]
public class PackageContentSpec(PackageFeed feed)
{
    public static TheoryData<string> Packages => [.. PackageFeed.Names];

    [Fact]
    public void Nothing_else_is_packable()
    {
        var packable = Directory.EnumerateFiles(PackageFeed.Metadata("Sources"), "*.csproj", SearchOption.AllDirectories)
            .Where(path => XDocument.Load(path).Descendants("IsPackable").Any(e => e.Value == "true"))
            // A tool is a program, packed for those who run it, not a library.
            .Where(path => !XDocument.Load(path).Descendants("PackAsTool").Any(e => e.Value == "true"))
            .Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(PackageFeed.Names.Order(StringComparer.Ordinal), packable.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Packages))]
    public void Assembly_docs_and_readme_are_in_the_package_and_symbols_beside_it(string name)
    {
        var content = Entries(name, "nupkg");
        Assert.Contains($"lib/net10.0/{name}.dll", content);
        Assert.Contains($"lib/net10.0/{name}.xml", content);
        Assert.Contains("README.md", content);
        Assert.Contains("icon.png", content);
        Assert.Contains($"lib/net10.0/{name}.pdb", Entries(name, "snupkg"));
    }

    [Theory, MemberData(nameof(Packages))]
    public void Its_readme_is_its_own(string name)
    {
        using var package = ZipFile.OpenRead(feed.Package(name));
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open());
        Assert.Equal($"# {name}", reader.ReadLine());
    }

    [Theory, MemberData(nameof(Packages))]
    public void It_says_what_it_is(string name)
    {
        using var package = ZipFile.OpenRead(feed.Package(name));
        using var stream = package.GetEntry($"{name}.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        string? Text(string element) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == element)?.Value;

        Assert.Equal(("MIT", "README.md", "icon.png"), (Text("license"), Text("readme"), Text("icon")));
        var repository = metadata.Elements().Single(e => e.Name.LocalName == "repository");
        Assert.Equal("git", repository.Attribute("type")!.Value);
        Assert.Matches("^[0-9a-f]{40}$", repository.Attribute("commit")!.Value);
        Assert.NotEmpty(Text("authors")!);
        Assert.NotEmpty(Text("description")!);
        Assert.NotEqual("Package Description", Text("description"));
        Assert.NotEmpty(Text("tags")!);
        Assert.Equal(feed.Version, Text("version"));
        Assert.All(
            metadata.Descendants()
                .Where(e => e.Name.LocalName == "dependency" && e.Attribute("id")!.Value.StartsWith("Spinner.", StringComparison.Ordinal)),
            e => Assert.Equal(feed.Version, e.Attribute("version")!.Value));
    }

    private List<string> Entries(string name, string extension)
    {
        using var package = ZipFile.OpenRead(feed.Package(name, extension));
        return [.. package.Entries.Select(e => e.FullName)];
    }
}
