using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Spinner.Actors;
using Spinner.Control.Contract;

namespace Spinner.Control.Logs;

/// <summary>The logs of all children. Safe for concurrent use.</summary>
/// <param name="directory">Made when the first line is written.</param>
/// <param name="sizes">How much is kept of each; what is put aside is compressed if <paramref name="isCompressed"/>.</param>
/// <param name="isCompressed">Whether.</param>
/// <param name="echo">What takes the output of a child for the console; null shows none.</param>
/// <param name="daemon">Is told of a log that cannot be written.</param>
/// <param name="clock">The time of the lines.</param>
sealed partial class ChildLogs(
    string directory, LogSizes sizes, bool isCompressed, Func<string, ILineEcho>? echo, ILogger daemon, TimeProvider clock)
{
    private readonly LogSizes _sizes = sizes with { Gzip = isCompressed ? new LogCompression((path, trouble) => LogFileTrouble(daemon, path, trouble)) : null };
    private readonly ConcurrentDictionary<string, ChildLog> _logs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskLog> _tasks = new(StringComparer.Ordinal);

    /// <summary>Where they are.</summary>
    public string Directory { get; } = directory;

    /// <summary>The names there is a log for.</summary>
    public ICollection<string> Names => _logs.Keys;

    public ChildLog Of(string child) => _logs.GetOrAdd(child, Create);

    /// <summary>The child is removed: its log is closed, its readers get the end of it, and its files stay.</summary>
    public void Close(string child)
    {
        _tasks.TryRemove(child, out _);
        if (_logs.TryRemove(child, out var log)) log.End();
    }

    /// <summary>The same for all children a reload has removed.</summary>
    public void Close(ReloadReply reload)
    {
        foreach (var name in reload.Removed.Except(reload.Failed.Keys, StringComparer.Ordinal)) Close(name);
    }

    /// <summary>Whether anything of a child's output is kept, of one that is gone too.</summary>
    public bool HasFile(string child) => File.Exists(PathOf(child));

    /// <summary>Closes all files: what is written next goes to the file a path names then. Nobody keeps one open that was removed.</summary>
    public void Reopen()
    {
        foreach (var log in _logs.Values) log.Dispose();
    }

    /// <summary>What a task writes, for those who read along while it runs.</summary>
    public TaskOutput OutputOf(string task) => _tasks.GetOrAdd(task, NewTask).Output;

    /// <summary>In the daemon the console is a log file of the child's own, shown on the console besides.</summary>
    public OutputTarget Redirect(string child, OutputTarget target, bool isError) =>
        target == OutputTarget.Console ? OutputTarget.Stream(isError ? Of(child).Stderr : Of(child).Stdout) : target;

    /// <summary>The same of a task.</summary>
    public OutputTarget RedirectTask(string task, OutputTarget target, bool isError)
    {
        var (log, isHere) = (_tasks.GetOrAdd(task, NewTask), target == OutputTarget.Console);
        log.Output.Expect(isError, isHere);
        return isHere ? OutputTarget.Stream(isError ? log.Stderr : log.Stdout) : target;
    }

    private string PathOf(string child) => Path.Combine(Directory, LogPaths.FileName(child));

    private sealed class TaskLog(ChildLog log, TaskOutput output)
    {
        public TaskOutput Output => output;

        public TaskStream Stdout { get; } = new(log.Stdout, output, isError: false);

        public TaskStream Stderr { get; } = new(log.Stderr, output, isError: true);
    }

    private TaskLog NewTask(string task) => new(Of(task), new TaskOutput());

    private ChildLog Create(string child) => new(
        PathOf(child), _sizes, clock, echo?.Invoke(child),
        trouble => LogTrouble(daemon, child, trouble));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log of {Child}: {Trouble}")]
    private static partial void LogTrouble(ILogger log, string child, string trouble);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log {Path}: {Trouble}")]
    private static partial void LogFileTrouble(ILogger log, string path, string trouble);
}
