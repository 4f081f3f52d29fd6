using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>Reads the exit code of <see cref="Process"/>.</summary>
internal static class ExitCode
{
    private const int SignalBase = 128;
    private const int LastStandardSignal = 31;

    /// <summary>How a process that has exited ended.</summary>
    internal static ExitStatus Of(Process exited)
    {
        try
        {
            return Decode(exited.ExitCode);
        }
        catch (InvalidOperationException)
        {
            // Somebody else in this process reaped it first.
            return ExitStatus.Unknown;
        }
    }

    /// <summary>129 to 159 is read as death by signal 1 to 31.</summary>
    /// <remarks>The class library reports signal n as 128 + n, so <c>exit(137)</c> and SIGKILL look the same here. Only <c>waitid(2)</c> tells them apart.</remarks>
    internal static ExitStatus Decode(int code) =>
        !OperatingSystem.IsWindows() && code is > SignalBase and <= SignalBase + LastStandardSignal
            ? ExitStatus.Killed(code - SignalBase)
            : ExitStatus.Exited(code);
}
