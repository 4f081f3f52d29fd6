using System.Globalization;

namespace Spinner.Processes;

/// <summary>Finds out which soft limit of open files this process was started with. Stateless.</summary>
internal static class InheritedFileLimit
{
    // What systemd gives a service unless it is told otherwise; see systemd.exec(5).
    private const long UsualHard = 524_288;
    private const long UsualSoft = 1024;
    private const string Title = "Max open files";

    internal static long? Read()
    {
        if (!OperatingSystem.IsLinux() || FileLimits.Now() is not { } ours) return null;
        var parent = ProcStat.TryRead(System.Environment.ProcessId)?.Parent ?? 0;
        return Of(ours.Hard, System.Environment.GetEnvironmentVariable(Inherited.FileLimitVariable), LimitsOf(parent));
    }

    /// <param name="hard">Our hard limit.</param>
    /// <param name="given">What the variable says; null when it is not set.</param>
    /// <param name="parent">The parent's <c>/proc/PID/limits</c>; null when it is not to be seen.</param>
    internal static long? Of(long hard, string? given, string? parent)
    {
        if (long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said > 0 && said <= hard) return said;
        if (parent is not null && Parse(parent) is var (soft, itsHard) && itsHard == hard && soft > 0) return soft;
        return hard == UsualHard ? UsualSoft : null;
    }

    private static (long Soft, long Hard)? Parse(string limits)
    {
        var line = limits.Split('\n').FirstOrDefault(l => l.StartsWith(Title, StringComparison.Ordinal));
        var fields = line?[Title.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is [var soft, var hard, ..]
            && long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var s)
            && long.TryParse(hard, NumberStyles.None, CultureInfo.InvariantCulture, out var h)
                ? (s, h)
                : null;
    }

    private static string? LimitsOf(int pid)
    {
        try
        {
            return pid > 0 ? File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/limits")) : null;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            // It has ended, or belongs to somebody else.
            return null;
        }
    }
}
