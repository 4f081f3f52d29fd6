using System.Diagnostics;

namespace Spinner.Packages.Tests.Readmes;

/// <summary>Lines of a README, given to a shell as a reader would paste them.</summary>
static class Shell
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>What it printed.</summary>
    public static string Run(string directory, IEnumerable<string> options, params IEnumerable<string> lines) =>
        Run(directory, PackageFeed.Nothing, options, lines);

    /// <summary>What it printed, with these variables.</summary>
    public static string Run(
        string directory, IReadOnlyDictionary<string, string> environment, IEnumerable<string> options, params IEnumerable<string> lines)
    {
        var start = new ProcessStartInfo("sh", [.. options, "-s"])
        {
            WorkingDirectory = directory, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var shell = Process.Start(start)!;
        try
        {
            var output = Task.WhenAll(shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
            shell.StandardInput.Write(string.Join('\n', lines) + "\n");
            shell.StandardInput.Close();
            Assert.True(shell.WaitForExit(Limit), "The shell has not ended.");
            // They close when what it started has ended too, or has let go of them.
            var printed = output.WaitAsync(Limit).GetAwaiter().GetResult();
            Assert.True(shell.ExitCode == 0, $"{string.Join('\n', lines)}\nended with {shell.ExitCode}:\n{string.Concat(printed)}");
            return printed[0];
        }
        finally
        {
            if (!shell.HasExited) shell.Kill(entireProcessTree: true);
        }
    }
}
