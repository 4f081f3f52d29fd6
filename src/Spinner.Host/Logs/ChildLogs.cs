using System.Collections.Concurrent;
using Spinner.Host.Settings;
using Spinner.Processes;

namespace Spinner.Host.Logs;

/// <summary>The logs of all children. Safe for concurrent use.</summary>
/// <param name="directory">Made when the first line is written.</param>
/// <param name="options">Sizes.</param>
/// <param name="echo">Takes whole lines of a child for the console; null shows none.</param>
sealed class ChildLogs(string directory, HostOptions options, Action<string, ReadOnlyMemory<byte>>? echo)
{
    private readonly ConcurrentDictionary<string, ChildLog> _logs = new(StringComparer.Ordinal);

    /// <summary>Where they are.</summary>
    public string Directory { get; } = directory;

    public ChildLog Of(string child) => _logs.GetOrAdd(child, Make);

    /// <summary>The child is removed: nothing more is written to its log.</summary>
    public void Close(string child)
    {
        if (_logs.TryGetValue(child, out var log)) log.Close();
    }

    /// <summary>In the daemon the console is a log file of the child's own, shown on the console besides.</summary>
    public OutputTarget Redirect(string child, OutputTarget target) => target == OutputTarget.Console ? OutputTarget.Stream(Of(child)) : target;

    private ChildLog Make(string child) => new(
        Path.Combine(Directory, LogDirectory.FileName(child)), options.LogSize!.Value, options.LogFiles!.Value,
        echo is null ? null : bytes => echo(child, bytes));
}
