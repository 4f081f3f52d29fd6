using System.Reflection;
using System.Runtime.InteropServices;

namespace Spinner.Benchmarks.Daemon;

/// <summary>Programs as they are installed: published, compiled for this machine alone.</summary>
internal static class PublishedPrograms
{
    private const string EmptyProject = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <InvariantGlobalization>true</InvariantGlobalization>
            <PublishAot>true</PublishAot>
          </PropertyGroup>
        </Project>
        """;

    /// <summary>Publishes the program <c>spinner</c>.</summary>
    public static Task<string> SpinnerAsync(string directory) => PublishAsync(
        typeof(PublishedPrograms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "Host").Value!,
        Path.Combine(directory, "published"), "spinner");

    /// <summary>Publishes a program that does nothing.</summary>
    public static async Task<string> EmptyAsync(string directory)
    {
        var project = Directory.CreateDirectory(Path.Combine(directory, "empty")).FullName;
        await File.WriteAllTextAsync(Path.Combine(project, "empty.csproj"), EmptyProject);
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), "return 0;\n");
        return await PublishAsync(project, Path.Combine(project, "published"), "empty");
    }

    private static async Task<string> PublishAsync(string project, string to, string name)
    {
        await Programs.RunAsync(
            "dotnet", "publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", to);
        return Path.Combine(to, name);
    }
}
