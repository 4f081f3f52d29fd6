using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>
/// A plan's log, which may block and may throw: called on threads for that alone, one call at a time. Safe for concurrent use.
/// </summary>
internal sealed class LaunchLog
{
    // A log that is stuck must not make what is said about it grow.
    private const int MostWaiting = 100;

    private readonly Action<OutputBatch>? _log;
    private readonly BoundedWork _work;

    internal LaunchLog(Action<OutputBatch>? log)
    {
        _log = log;
        _work = new BoundedWork(
            BlockingThreads.Output, MostWaiting, dropped => Write(NoteOf(true, $"{dropped} more notes came faster than this log takes them")));
    }

    /// <summary>Writes a line about the child, later.</summary>
    internal void PostNote(bool isError, string text) => Post(NoteOf(isError, text));

    /// <summary>Writes a batch, later.</summary>
    internal void Post(OutputBatch batch) => _work.Post(() => Write(batch));

    /// <summary>Runs something that may call <see cref="Write"/>, later.</summary>
    internal void Run(Action work) => _work.PostAlways(work);

    /// <summary>Writes a batch now. Only from <see cref="Run"/>.</summary>
    internal void Write(OutputBatch batch)
    {
        try
        {
            _log?.Invoke(batch);
        }
        catch (Exception bug)
        {
            // The log itself is what is broken, so only a debugger can be told.
            Debug.WriteLine(bug);
        }
    }

    private static OutputBatch NoteOf(bool isError, string text) => new(isError, $"spinner: {text}", 0) { IsNote = true };
}
