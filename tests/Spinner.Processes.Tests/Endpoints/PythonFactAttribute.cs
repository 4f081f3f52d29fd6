namespace Spinner.Processes.Tests;

/// <summary>A fact that needs a second process with a socket option .NET cannot be asked for from outside; skipped where there is no python3.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        if (!path.Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, "python3")))) Skip = "There is no python3 here.";
    }
}
