using Akka.Event;

namespace Spinner.Actors.Tests.Logs;

/// <summary>The entry of the log that tells of a child's fault: an error of the child, and none of ours.</summary>
static class FaultEntry
{
    public static bool Is(object message) =>
        message is Error { Message: LogMessage { Format: var format } } && format.StartsWith("Child {Child} is faulted", StringComparison.Ordinal);
}
