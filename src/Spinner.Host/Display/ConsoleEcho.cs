using Spinner.Control.Logs;

namespace Spinner.Host.Display;

/// <summary>Children's lines on the console, each with the child's name before it. Never waits for the console.</summary>
sealed class ConsoleEcho(DaemonConsole console, bool isRaw)
{
    /// <summary>What takes the output of one child.</summary>
    public ILineEcho Of(string child) => new ChildEcho(child, console, isRaw);
}
