using System.Diagnostics;

namespace Spinner.Benchmarks;

/// <summary>Programs of this machine.</summary>
internal static class Programs
{
    /// <summary>The program's path, or null where it is not installed.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Append("/usr/sbin").Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);

    public static Task WhenEndedAsync(this Process process)
    {
        var ended = new TaskCompletionSource();
        process.Exited += (_, _) => ended.TrySetResult();
        process.EnableRaisingEvents = true;
        return ended.Task;
    }

    /// <summary>Runs a program to its end, quietly.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(Quiet(program, arguments))!;
        await process.WhenEndedAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    /// <summary>A program whose output nobody reads: it goes to a file that is not kept.</summary>
    public static ProcessStartInfo Quiet(string program, params string[] arguments) =>
        new("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", program, program, .. arguments]);
}
