using System.Reflection;
using System.Xml.Linq;

namespace Spinner.Packages.Tests;

/// <summary>
/// The packages, made from what is already built, in a directory of their own and with a version nobody else has, so that no cache can answer for
/// them. Packages of others come from where this machine restores them.
/// </summary>
[CollectionDefinition(Collection)]
public sealed class PackageFeed : IAsyncLifetime, ICollectionFixture<PackageFeed>
{
    public const string Collection = "packages";

    private readonly TempDirectory _directory = new();

    /// <summary>All that may be packed; whoever adds a package adds it here.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["Spinner.Processes", "Spinner.Actors", "Spinner.Actors.Hosting", "Spinner.Actors.Remote", "Spinner.Actors.TestKit", "Spinner.FrontDoor"];

    public string Version { get; } = $"0.0.0-test.{Guid.NewGuid():N}";

    public string PathOf(params string[] names) => _directory.PathOf(names);

    public string Make(string name, string text) => _directory.Make(name, text);

    /// <summary>The file of a package.</summary>
    public string Package(string name, string extension = "nupkg") => PathOf("feed", $"{name}.{Version}.{extension}");

    public Task InitializeAsync() => PackAsync(
        Solution("packed.slnx", Names, name => Path.Combine(Metadata("Sources"), name, $"{name}.csproj")), "feed");

    /// <summary>Packs a project, or all those of a solution, into a directory of ours.</summary>
    public Task PackAsync(string project, string to, params IEnumerable<string> more) => Tool.DotnetAsync(
        Metadata("Sources"), Nothing, ["pack", project, "--no-build", "--no-restore", "--nologo", "-nodeReuse:false",
        "-c", Metadata("Configuration"), "-o", PathOf(to), $"-p:PackageVersion={Version}", $"-p:NuspecOutputPath={PathOf("nuspec")}/", .. more]);

    /// <summary>Makes a solution: one start of MSBuild for all its projects.</summary>
    /// <returns>Its path.</returns>
    public string Solution<T>(string name, IEnumerable<T> projects, Func<T, string> path)
    {
        Make(name, new XElement("Solution", projects.Select(p => new XElement("Project", new XAttribute("Path", path(p))))).ToString());
        return PathOf(name.Split('/'));
    }

    /// <summary>The text of a <c>nuget.config</c> for those who use the packages. The sources of the machine's own stay; this adds one.</summary>
    public string Config => $"""
        <configuration>
          <packageSources><add key="spinner" value="{PathOf("feed")}" /></packageSources>
        </configuration>
        """;

    /// <summary>What <c>dotnet</c> is told for those who use the packages: nothing of theirs stays on the machine.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["NUGET_PACKAGES"] = PathOf("packages"),
        ["RestoreFallbackFolders"] = Metadata("PackageCache"),
        ["DOTNET_CLI_HOME"] = PathOf("home"),
    };

    public Task DisposeAsync()
    {
        _directory.Dispose();
        return Task.CompletedTask;
    }

    public static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();

    public static string Metadata(string key) =>
        typeof(PackageFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == key).Value!;
}
