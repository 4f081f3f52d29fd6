namespace Spinner.Processes;

/// <summary>Where a program of the system is that spawns go through.</summary>
internal static class SystemTool
{
    /// <returns>Its path; null where there is none.</returns>
    internal static string? Find(string name) => $"/usr/bin:/bin:{Environment.GetEnvironmentVariable("PATH")}"
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, name))
        .FirstOrDefault(File.Exists);
}
