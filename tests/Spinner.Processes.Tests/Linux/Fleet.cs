using Spinner.Actors;
using Spinner.Processes.Tests.Engine;

namespace Spinner.Processes.Tests.Linux;

/// <summary>Small children that start fast, and what this process spends on them.</summary>
internal static class Fleet
{
    public static LaunchPlan Plan(params string[] command) => new()
    {
        Name = "small",
        Command = command[0],
        Args = command[1..],
        Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
        Endpoint = new TcpEndpoint("127.0.0.1", 1),
        Stdout = OutputTarget.None,
        Stderr = OutputTarget.None,
    };

    public static Running Launch(IProcessLauncher launcher, LaunchPlan plan)
    {
        var observer = new RecordingObserver();
        return new Running(launcher.Launch(plan, observer), observer, plan.Endpoint);
    }

    public static int Descriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    public static int Threads() => Directory.GetDirectories("/proc/self/task").Length;

    /// <summary>One line of <c>/proc/&lt;pid&gt;/status</c>.</summary>
    public static string StatusOf(int pid, string field) =>
        File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith(field + ":", StringComparison.Ordinal))[(field.Length + 1)..].Trim();
}
