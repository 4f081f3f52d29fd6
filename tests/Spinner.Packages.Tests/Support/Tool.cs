using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Spinner.Packages.Tests;

/// <summary>Runs <c>dotnet</c> as a person at a terminal would, and leaves no build server behind.</summary>
static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The very <c>dotnet</c> that runs the tests: <c>shared/Microsoft.NETCore.App/x.y.z</c> lies three levels below it.</summary>
    public static string Dotnet { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>What it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it printed.</exception>
    public static async Task<string> DotnetAsync(string directory, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(Dotnet, args) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using var process = Process.Start(start)!;
        try
        {
            // The pipes close when the tool and everything it started has ended.
            var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).WaitAsync(Limit);
            Assert.True(process.WaitForExit(Limit));
            if (process.ExitCode == 0) return output[0];
            throw new InvalidOperationException(
                $"dotnet {string.Join(' ', start.ArgumentList)} failed ({process.ExitCode}):\n{string.Concat(output)}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
