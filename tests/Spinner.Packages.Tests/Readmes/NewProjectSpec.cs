namespace Spinner.Packages.Tests.Readmes;

/// <summary>A fresh project of a template, made with nothing but what a README prints: its lines for a shell, and its first block of C#.</summary>
[Collection(PackageFeed.Collection)]
public class NewProjectSpec(PackageFeed feed)
{
    private const string MadeApp = "var app = builder.Build();";

    [Fact]
    public async Task A_console_gets_its_answer_from_a_child()
    {
        var (directory, readme) = await NewAsync("console", "src/Spinner.Actors/README.md");
        feed.Make("new/console/Program.cs", string.Join('\n', readme.Blocks("csharp").First()));
        feed.Make("new/console/myapp.js", string.Join('\n', readme.Blocks("js").First()));

        await Tool.DotnetAsync(directory, feed.Environment, "build", "--nologo", "-nodeReuse:false", "-warnaserror", "-warnNotAsError:NU1603");
        if (!HasNode) return;
        var printed = await Tool.DotnetAsync(directory, feed.Environment, "run", "--no-build");

        Assert.Contains("hello, world", printed.Split('\n'));
    }

    [Fact]
    public async Task A_web_api_brings_its_door_along()
    {
        var (directory, readme) = await NewAsync("webapi", "src/Spinner.FrontDoor/README.md");
        var made = await File.ReadAllTextAsync(feed.PathOf("new", "webapi", "Program.cs"));
        var block = readme.Blocks("csharp").First();
        Assert.Contains(MadeApp, made, StringComparison.Ordinal);
        Assert.Contains(MadeApp, block);
        var usings = block.TakeWhile(line => line.StartsWith("using ", StringComparison.Ordinal)).ToList();
        feed.Make("new/webapi/Program.cs", string.Join('\n', [.. usings, made.Replace(MadeApp, string.Join('\n', block.Skip(usings.Count)), StringComparison.Ordinal)]));

        await Tool.DotnetAsync(directory, feed.Environment, "build", "--nologo", "-nodeReuse:false", "-warnaserror", "-warnNotAsError:NU1603");
    }

    [Fact]
    public async Task Packages_are_added_as_printed()
    {
        var directory = Path.GetDirectoryName(feed.Make("new/added/added.csproj", """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
            """))!;
        feed.Make("new/added/nuget.config", feed.Config);
        var lines = ShellBlock.All.Where(b => b.RunBy is (_, nameof(Packages_are_added_as_printed)))
            .SelectMany(b => Readme.All.Single(r => r.Name == b.Readme).Blocks("sh").Single(lines => lines[0] == b.First)).ToList();

        foreach (var line in lines)
        {
            Assert.StartsWith("dotnet add package ", line, StringComparison.Ordinal);
            var version = SnippetSpec.VersionOf(line.Split(' ')[3]) ?? feed.Version;
            await Tool.DotnetAsync(directory, feed.Environment, [.. line.Split(' ').Skip(1), "--version", version, "--no-restore"]);
        }

        await Tool.DotnetAsync(directory, feed.Environment, "restore", "-nodeReuse:false");
        var project = await File.ReadAllTextAsync(feed.PathOf("new", "added", "added.csproj"));
        Assert.All(lines, line => Assert.Contains($"<PackageReference Include=\"{line.Split(' ')[3]}\" ", project, StringComparison.Ordinal));
    }

    private static bool HasNode =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, "node")));

    /// <summary>A project of a template with the packages that a README adds, in the version that is tested.</summary>
    private async Task<(string Directory, Readme Readme)> NewAsync(string template, string name)
    {
        var directory = feed.PathOf("new", template);
        feed.Make($"new/{template}/nuget.config", feed.Config);
        await Tool.DotnetAsync(directory, feed.Environment, "new", template, "--no-restore", "--framework", "net10.0");
        var readme = Readme.All.Single(r => r.Name == name);
        foreach (var line in readme.Blocks("sh").First())
        {
            Assert.StartsWith("dotnet add package Spinner.", line, StringComparison.Ordinal);
            await Tool.DotnetAsync(directory, feed.Environment, [.. line.Split(' ').Skip(1), "--version", feed.Version, "--no-restore"]);
        }
        return (directory, readme);
    }
}
