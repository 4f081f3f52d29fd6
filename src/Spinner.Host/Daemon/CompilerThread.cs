using System.Runtime.CompilerServices;
using Spinner.Processes;

namespace Spinner.Host.Daemon;

/// <summary>
/// The thread with which .NET compiles what is called often. It ends when it has had nothing to do for four seconds, and the next one, if the system
/// gives none, ends the whole process. How long it waits .NET reads from one variable, at its start.
/// </summary>
static class CompilerThread
{
    /// <summary>Where .NET reads it, in milliseconds as a hexadecimal number.</summary>
    public const string Variable = "DOTNET_TC_BackgroundWorkerTimeoutMs";

    // For ever, as only we write it.
    private const string ForEver = "0xFFFFFFFF";

    /// <summary>Has it stay. Before the daemon opens anything, since it may begin anew here.</summary>
    public static void Keep()
    {
        // The native program compiles nothing.
        if (!OperatingSystem.IsLinux() || !RuntimeFeature.IsDynamicCodeCompiled) return;
        if (Environment.GetEnvironmentVariable(Variable) is not { } said) ProcessImage.Restart(Variable, ForEver);
        // No child is to inherit it.
        else if (said == ForEver) Environment.SetEnvironmentVariable(Variable, null);
    }
}
