using System.Diagnostics;
using System.Globalization;

namespace Spinner.Packages.Tests;

/// <summary>Somebody who installs the program as a tool and runs what it brings along.</summary>
[Collection(PackageFeed.Collection)]
public class ToolSpec(PackageFeed feed)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task It_is_installed_and_runs_its_quickstart_and_stops()
    {
        // What is built: the package for all platforms. To precompile the other takes a build of its own.
        await feed.PackAsync("Spinner.Host", "tools", "-p:ToolPackageRuntimeIdentifiers=");
        feed.Make("home/nuget.config", $"""
            <configuration>
              <packageSources><add key="spinner" value="{feed.PathOf("tools")}" /></packageSources>
            </configuration>
            """);
        var environment = new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = feed.PathOf("packages"),
            ["HOME"] = feed.PathOf("home"),
            ["XDG_RUNTIME_DIR"] = feed.PathOf("home"),
            ["XDG_STATE_HOME"] = feed.PathOf("home", "state"),
        };
        await Tool.DotnetAsync(feed.PathOf("home"), environment, "tool", "install", "Spinner.Host", "--version", feed.Version,
            "--tool-path", feed.PathOf("tool"));

        var up = await RunAsync(environment, "up", "--detach");
        using var daemon = Process.GetProcessById(int.Parse(up.Split("(pid ")[1].Split(')')[0], CultureInfo.InvariantCulture));
        try
        {
            await RunAsync(environment, "wait", "hello", "--timeout", "60");
            var listed = await RunAsync(environment, "list");
            Assert.Contains("hello ", listed, StringComparison.Ordinal);
            Assert.Contains("clock ", listed, StringComparison.Ordinal);
            Assert.Contains("all children stopped", await RunAsync(environment, "stop-all"), StringComparison.Ordinal);
        }
        finally
        {
            using var told = Process.Start("kill", daemon.Id.ToString(CultureInfo.InvariantCulture));
            Assert.True(daemon.WaitForExit(Limit), "The daemon has not ended.");
        }

        Assert.False(File.Exists(feed.PathOf("home", "spinner", "control.sock")));
    }

    private async Task<string> RunAsync(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(feed.PathOf("tool", "spinner"), args) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(Tool.Dotnet)!;
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).WaitAsync(Limit);
        Assert.True(process.WaitForExit(Limit));
        Assert.True(process.ExitCode == 0, $"spinner {string.Join(' ', start.ArgumentList)} failed ({process.ExitCode}):\n{string.Concat(output)}");
        return output[0];
    }
}
