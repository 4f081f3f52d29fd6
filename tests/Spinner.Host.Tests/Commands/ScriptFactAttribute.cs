namespace Spinner.Host.Tests.Commands;

/// <summary>A fact that needs a terminal, made by script(1); skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScriptFactAttribute : FactAttribute
{
    public ScriptFactAttribute()
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        if (!path.Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, "script")))) Skip = "There is no script(1) here.";
    }
}
