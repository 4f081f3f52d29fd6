namespace Spinner.Processes;

/// <summary>The program of a guardian and the shell that runs it. Stateless.</summary>
internal static class GuardianScript
{
    /// <summary>For sh(1) as POSIX has it.</summary>
    internal static string Text { get; } = Read();

    /// <summary>Where its shell finds its tools.</summary>
    internal static string Path => $"{CommandLookup.DefaultPath}:{Environment.GetEnvironmentVariable("PATH")}";

    /// <summary>The path of <c>sh</c>; null where there is none.</summary>
    internal static string? FindShell() => Path.Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => System.IO.Path.Combine(directory, "sh")).FirstOrDefault(File.Exists);

    private static string Read()
    {
        using var reader = new StreamReader(typeof(GuardianScript).Assembly.GetManifestResourceStream("guardian.sh")!);
        return reader.ReadToEnd();
    }
}
