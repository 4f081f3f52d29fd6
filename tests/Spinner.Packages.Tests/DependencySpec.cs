using System.IO.Compression;
using System.Xml.Linq;

namespace Spinner.Packages.Tests;

/// <summary>What a package asks of those who use it: as little as it can, in versions as old as it can.</summary>
[Collection(PackageFeed.Collection)]
public class DependencySpec(PackageFeed feed)
{
    public static TheoryData<string, string> Lists => new()
    {
        { "Spinner.Processes", "" },
        { "Spinner.Actors", "Akka 1.5.71, Spinner.Processes" },
        { "Spinner.Actors.Hosting", "Akka.Hosting 1.5.71, Microsoft.Extensions.Hosting 10.0.0, Spinner.Actors" },
        { "Spinner.Actors.Remote", "Akka.Remote 1.5.71, Spinner.Actors.Hosting" },
        { "Spinner.Actors.TestKit", "Akka.TestKit 1.5.71, Microsoft.Extensions.TimeProvider.Testing 8.10.0, Spinner.Actors" },
        { "Spinner.FrontDoor", "Spinner.Actors, Yarp.ReverseProxy 2.3.0" },
    };

    [Theory, MemberData(nameof(Lists))]
    public void It_needs_only_these(string name, string needs) => Assert.Equal(needs, string.Join(", ", DependenciesOf(name).Select(Show)));

    [Fact]
    public void Every_package_is_in_the_list() =>
        Assert.Equal(PackageFeed.Names.Order(StringComparer.Ordinal), Lists.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    /// <summary>A package of ours beside others that a project names itself: what it needs at the oldest, and what else a project of its age has.</summary>
    [Fact]
    public async Task It_restores_beside_the_oldest_versions()
    {
        string[] aged =
        [
            "Google.Protobuf 3.27.0", "Microsoft.Extensions.Hosting 10.0.0", "Microsoft.Extensions.Logging.Abstractions 10.0.0",
            "Microsoft.Extensions.Diagnostics.HealthChecks 10.0.0", "OpenTelemetry 1.15.3", "OpenTelemetry.Extensions.Hosting 1.15.3",
        ];
        var projects = (
            from name in PackageFeed.Names
            let own = DependenciesOf(name).Where(d => !IsOurs(d.Id)).Select(d => $"{d.Id} {d.Version}").ToArray()
            from beside in aged.Select(a => new[] { a }).Append(own).Append([.. own.Concat(aged).DistinctBy(p => p.Split(' ')[0])])
            select new Consumer("Microsoft.NET.Sdk", [name], beside)).ToList();

        await RestoreAsync("aged", projects);
    }

    /// <summary>The templates name the versions that the SDK came with, whatever others there are.</summary>
    [Fact]
    public async Task Fresh_projects_of_the_templates_build_with_it()
    {
        string[] templates = ["web", "webapi", "worker"];
        feed.Make("fresh/nuget.config", feed.Config);
        foreach (var template in templates)
        {
            await Tool.DotnetAsync(feed.PathOf("fresh"), feed.Environment, "new", template, "-o", template, "--no-restore", "--framework", "net10.0");
            var path = feed.PathOf("fresh", template, $"{template}.csproj");
            var project = XDocument.Load(path);
            project.Root!.Add(new XElement("ItemGroup", PackageFeed.Names.Where(n => template != "worker" || n != "Spinner.FrontDoor")
                .Select(n => Consumer.Reference(n, feed.Version))));
            project.Save(path);
        }

        var all = feed.Solution("fresh/all.slnx", templates, t => $"{t}/{t}.csproj");
        await Tool.DotnetAsync(feed.PathOf("fresh"), feed.Environment, "build", all, "--nologo", "-nodeReuse:false", "-warnaserror", "-warnNotAsError:NU1603");

        Assert.All(templates, t => Assert.True(File.Exists(feed.PathOf("fresh", t, "bin", "Debug", "net10.0", $"{t}.dll")), t));
    }

    private async Task RestoreAsync(string directory, List<Consumer> projects)
    {
        feed.Make($"{directory}/nuget.config", feed.Config);
        foreach (var (index, project) in projects.Index()) feed.Make($"{directory}/{index}/{index}.csproj", project.Text(feed.Version));
        var all = feed.Solution($"{directory}/all.slnx", Enumerable.Range(0, projects.Count), index => $"{index}/{index}.csproj");

        await Tool.DotnetAsync(feed.PathOf(directory), feed.Environment, "restore", all, "-nodeReuse:false");
    }

    private List<Dependency> DependenciesOf(string name)
    {
        using var package = ZipFile.OpenRead(feed.Package(name));
        using var stream = package.GetEntry($"{name}.nuspec")!.Open();
        return [.. XDocument.Load(stream).Descendants().Where(e => e.Name.LocalName == "dependency")
            .Select(e => new Dependency(e.Attribute("id")!.Value, e.Attribute("version")!.Value))
            .OrderBy(d => d.Id, StringComparer.Ordinal)];
    }

    private static string Show(Dependency dependency) => IsOurs(dependency.Id) ? dependency.Id : $"{dependency.Id} {dependency.Version}";

    private static bool IsOurs(string id) => id.StartsWith("Spinner.", StringComparison.Ordinal);

    private sealed record Dependency(string Id, string Version);
}
