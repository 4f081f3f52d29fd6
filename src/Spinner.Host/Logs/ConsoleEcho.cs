using Spinner.Host.Daemon;

namespace Spinner.Host.Logs;

/// <summary>Children's lines on the console, each with the child's name before it. Never waits for the console.</summary>
sealed class ConsoleEcho(DaemonConsole console, bool isRaw)
{
    /// <summary>What takes the output of one child.</summary>
    public ChildEcho Of(string child) => new(child, console, isRaw);
}
