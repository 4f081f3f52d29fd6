using System.Xml.Linq;

namespace Spinner.Packages.Tests.Readmes;

/// <summary>
/// Every block of C# in every README compiles against the packages with the usings that are printed, and without ASP.NET where its library is none for it.
/// </summary>
[Collection(PackageFeed.Collection)]
public class SnippetSpec(PackageFeed feed)
{
    private static readonly string[] Others =
        ["Akka.Logger.Serilog", "Akka.TestKit.Xunit2", "Serilog.Extensions.Hosting", "Serilog.Sinks.Console", "xunit"];

    [Theory]
    [InlineData("plain", "Microsoft.NET.Sdk")]
    [InlineData("web", "Microsoft.NET.Sdk.Web")]
    public async Task Every_block_of_csharp_compiles(string directory, string sdk)
    {
        var inAspNet = directory == "web";
        var blocks = 0;
        foreach (var (index, readme) in Readme.All.Index().Where(r => IsOfAspNet(r.Item) == inAspNet))
        {
            List<string> before = [];
            foreach (var block in readme.Blocks("csharp"))
            {
                // A file is named like what it was printed in, so that an error says where.
                feed.Make($"readmes/{directory}/{readme.Name.Replace('/', '_')}.{++blocks}.cs", Snippet.File($"Readme{index}.Block{blocks}", before, block));
                before.AddRange(block);
            }
        }

        Assert.NotEqual(0, blocks);
        feed.Make($"readmes/{directory}/Given.cs", Snippet.Given(inAspNet));
        feed.Make($"readmes/{directory}/nuget.config", feed.Config);
        feed.Make($"readmes/{directory}/{directory}.csproj", Project(sdk, inAspNet));

        await Tool.DotnetAsync(feed.PathOf("readmes", directory), feed.Environment, "build", "--nologo", "-nodeReuse:false");
    }

    private static bool IsOfAspNet(Readme readme) => readme.Name is "src/Spinner.FrontDoor/README.md";

    private string Project(string sdk, bool inAspNet)
    {
        var text = XElement.Parse(new Consumer(sdk, [.. PackageFeed.Names.Where(n => inAspNet || n != "Spinner.FrontDoor")], [.. Others.Select(WithVersion)])
            .Text(feed.Version));
        text.Add(new XElement("PropertyGroup",
            new XElement("ImplicitUsings", "enable"),
            new XElement("Nullable", "enable"),
            new XElement("OutputType", "Library"),
            new XElement("UseSharedCompilation", "false"),
            // A block without an await is none the worse for it.
            new XElement("NoWarn", "$(NoWarn);NU1603;CS1998")));
        text.Add(new XElement("ItemGroup", new XElement("Using", new XAttribute("Include", "Xunit"))));
        return text.ToString();
    }

    private static string WithVersion(string id) => $"{id} {VersionOf(id) ?? throw new ArgumentException($"{id} has no version.", nameof(id))}";

    /// <summary>The version of a package of others that is tested with; null: there is none, as for ours.</summary>
    internal static string? VersionOf(string id) => XDocument.Load(Path.Combine(PackageFeed.Metadata("Sources"), "Directory.Packages.props"))
        .Descendants("PackageVersion").LastOrDefault(e => e.Attribute("Include")!.Value == id)?.Attribute("Version")!.Value;
}
