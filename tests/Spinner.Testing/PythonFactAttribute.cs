namespace Spinner.Tests;

/// <summary>A fact that runs a script of python; skipped where there is no python3.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        if (!path.Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, "python3")))) Skip = "There is no python3 here.";
    }
}
