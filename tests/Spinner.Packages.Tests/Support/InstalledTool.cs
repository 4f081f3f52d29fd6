using System.Diagnostics;
using System.Globalization;
using Spinner.Packages.Tests.Readmes;

namespace Spinner.Packages.Tests;

/// <summary>The program as its README has it installed, in a home of its own. Its daemons are ended by who started them.</summary>
sealed class InstalledTool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly PackageFeed _feed;
    private readonly string _program;

    private InstalledTool(PackageFeed feed)
    {
        _feed = feed;
        _program = feed.PathOf("home", ".local", "bin", "spinner");
        var dotnet = Path.GetDirectoryName(Tool.Dotnet)!;
        Environment = new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = feed.PathOf("packages"),
            ["HOME"] = feed.PathOf("home"),
            ["XDG_RUNTIME_DIR"] = feed.PathOf("home"),
            ["XDG_STATE_HOME"] = feed.PathOf("home", "state"),
            ["DOTNET_ROOT"] = dotnet,
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            ["PATH"] = $"{dotnet}:{System.Environment.GetEnvironmentVariable("PATH")}",
        };
    }

    public Dictionary<string, string> Environment { get; }

    /// <summary>Where its own files are.</summary>
    public string Store => _feed.PathOf("home", ".local", "bin", ".store");

    /// <summary>Packs what is built, and runs the other lines of the block up to that which starts a daemon.</summary>
    public static async Task<InstalledTool> MakeAsync(PackageFeed feed, IReadOnlyList<string> lines)
    {
        // The package for all platforms: to precompile the other takes a build of its own. A pre-release would have to be asked for by its version.
        Assert.Equal("dotnet pack src/Spinner.Host -o packages", lines[0]);
        await feed.PackAsync("Spinner.Host", "home/packages", "-p:ToolPackageRuntimeIdentifiers=", "-p:PackageVersion=0.0.1");
        var tool = new InstalledTool(feed);
        var install = lines.Skip(1).TakeWhile(line => !line.EndsWith(" up --detach", StringComparison.Ordinal));
        Shell.Run(feed.PathOf("home"), tool.Environment, ["-e"], install);
        return tool;
    }

    /// <summary>What a command printed.</summary>
    public async Task<string> RunAsync(string directory, params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(_program, args) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).WaitAsync(Limit);
        Assert.True(process.WaitForExit(Limit));
        var command = string.Join(' ', start.ArgumentList);
        Assert.True(process.ExitCode == 0, $"spinner {command} failed ({process.ExitCode}):\n{string.Concat(output)}");
        return output[0];
    }

    /// <summary>Does something while the daemon runs that a line has printed the pid of, and ends it.</summary>
    public async Task WithDaemonAsync(string printed, Func<Task> meanwhile)
    {
        using var daemon = Process.GetProcessById(int.Parse(printed.Split("(pid ")[1].Split(')')[0], CultureInfo.InvariantCulture));
        try
        {
            await meanwhile();
        }
        finally
        {
            using var told = Process.Start("kill", daemon.Id.ToString(CultureInfo.InvariantCulture));
            Assert.True(daemon.WaitForExit(Limit), "The daemon has not ended.");
        }

        Assert.False(File.Exists(_feed.PathOf("home", "spinner", "control.sock")));
    }
}
