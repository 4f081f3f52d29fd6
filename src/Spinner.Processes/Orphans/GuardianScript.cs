using System.Globalization;

namespace Spinner.Processes;

/// <summary>The programs of a guardian and of a watchdog, and the shell that runs them. Stateless.</summary>
internal static class GuardianScript
{
    /// <summary>For sh(1) as POSIX has it.</summary>
    internal static string Text { get; } = Read("guardian.sh");

    /// <summary>Likewise, of the watchdog.</summary>
    internal static string Watchdog { get; } = Read("watchdog.sh");

    /// <summary>Where its shell finds its tools.</summary>
    internal static string Path => $"{CommandLookup.DefaultPath}:{Environment.GetEnvironmentVariable("PATH")}";

    /// <summary>The path of <c>sh</c>; null where there is none.</summary>
    internal static string? FindShell() => Path.Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => System.IO.Path.Combine(directory, "sh")).FirstOrDefault(File.Exists);

    /// <summary>This process, for a script: its pid and its start time.</summary>
    /// <exception cref="GuardianException">Nobody can be told from a later process with the same number.</exception>
    internal static string[] Us()
    {
        var us = ProcStat.Read(Environment.ProcessId) ?? throw new GuardianException("/proc is not mounted, or not for us", isFinal: true);
        return [us.Pid.ToString(CultureInfo.InvariantCulture), us.StartTime.ToString(CultureInfo.InvariantCulture)];
    }

    /// <summary>A shell that runs a script. No mark in it, neither ours nor one of a supervisor above us: it must outlive all sweeps.</summary>
    /// <exception cref="GuardianException">There is no shell.</exception>
    internal static SpawnBlock Command(string script, string name, IReadOnlyList<string> args)
    {
        var shell = FindShell() ?? throw new GuardianException("there is no sh", isFinal: true);
        return new SpawnBlock(shell, ["-c", script, name, .. args], new Dictionary<string, string> { ["PATH"] = Path }, directory: null);
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(GuardianScript).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
