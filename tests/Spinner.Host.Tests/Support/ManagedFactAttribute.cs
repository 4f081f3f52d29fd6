namespace Spinner.Host.Tests;

/// <summary>A fact of the program as .NET runs it, which the native one has nothing of; skipped for that.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ManagedFactAttribute : FactAttribute
{
    public ManagedFactAttribute() => Skip = SpinnerProcess.Native is null ? null : "The native program loads nothing and compiles nothing.";
}
