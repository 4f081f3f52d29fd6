namespace Spinner.Host.Tests;

/// <summary>A fact that needs a program of the system, such as script(1), which makes a terminal; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program) => Skip = IsThere(program) ? null : $"There is no {program} here.";

    internal static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(directory => File.Exists(Path.Combine(directory, program)));
}
