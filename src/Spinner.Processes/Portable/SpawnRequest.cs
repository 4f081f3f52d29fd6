using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>Turns a plan into what <see cref="Process"/> understands.</summary>
internal static class SpawnRequest
{
    /// <summary>The path of <c>setsid</c>; null where there is none.</summary>
    internal static string? Setsid { get; } = OperatingSystem.IsLinux() ? SystemTool.Find("setsid") : null;

    internal static ProcessStartInfo For(LaunchPlan plan, string command, string? setsid)
    {
        // A child of Process.Start leads no group, so setsid(1) needs no fork: it replaces itself and the pid stays.
        var request = new ProcessStartInfo(setsid ?? command)
        {
            WorkingDirectory = plan.WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (setsid is not null) request.ArgumentList.Add(command);
        foreach (var argument in plan.Args) request.ArgumentList.Add(argument);
        request.Environment.Clear();
        foreach (var (name, value) in plan.Environment) request.Environment[name] = value;
        return request;
    }
}
