using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>Turns a plan into what <see cref="Process"/> understands.</summary>
internal static class SpawnRequest
{
    private static readonly string? Setsid = FindSetsid();

    /// <summary>Whether children lead a session of their own.</summary>
    internal static bool MakesSessions => Setsid is not null;

    internal static ProcessStartInfo For(LaunchPlan plan, string command)
    {
        // A child of Process.Start leads no group, so setsid(1) needs no fork: it replaces itself and the pid stays.
        var request = new ProcessStartInfo(Setsid ?? command)
        {
            WorkingDirectory = plan.WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Setsid is not null) request.ArgumentList.Add(command);
        foreach (var argument in plan.Args) request.ArgumentList.Add(argument);
        request.Environment.Clear();
        foreach (var (name, value) in plan.Environment) request.Environment[name] = value;
        return request;
    }

    private static string? FindSetsid()
    {
        if (!OperatingSystem.IsLinux()) return null;
        var search = $"/usr/bin:/bin:{Environment.GetEnvironmentVariable("PATH")}";
        return search.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(entry => Path.Combine(entry, "setsid")).FirstOrDefault(File.Exists);
    }
}
