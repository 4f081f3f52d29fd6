using System.Diagnostics;

namespace Spinner.Tests;

/// <summary>Short programs of the system.</summary>
public static class Commands
{
    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, process.ExitCode);
    }
}
