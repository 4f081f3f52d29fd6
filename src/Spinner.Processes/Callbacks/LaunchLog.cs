using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>
/// A plan's log, which may block and may throw: called on threads for that alone, one call at a time. Safe for concurrent use.
/// </summary>
internal sealed class LaunchLog(Action<OutputBatch>? log)
{
    // A log that is stuck must not make what is said about it grow.
    private const int MostWaiting = 100;

    private readonly SerialWork _work = new(BlockingThreads.Output);
    private int _untold;

    /// <summary>Says something about the child, later.</summary>
    internal void PostNote(bool isError, string text) => Post(new OutputBatch(isError, $"spinner: {text}", 0) { IsNote = true });

    /// <summary>Gives it a batch, later.</summary>
    internal void Post(OutputBatch batch)
    {
        if (_work.Waiting >= MostWaiting)
        {
            Interlocked.Increment(ref _untold);
            return;
        }

        _work.Post(() =>
        {
            Write(batch);
            if (Interlocked.Exchange(ref _untold, 0) is > 0 and var untold)
                Write(new OutputBatch(true, $"spinner: {untold} more notes came faster than this log takes them", 0) { IsNote = true });
        });
    }

    /// <summary>Runs something that may call <see cref="Write"/>.</summary>
    internal void Run(Action work) => _work.Post(work);

    /// <summary>Gives it a batch now. Only from <see cref="Run"/>.</summary>
    internal void Write(OutputBatch batch)
    {
        try
        {
            log?.Invoke(batch);
        }
        catch (Exception bug)
        {
            // The log itself is what is broken, so only a debugger can be told.
            Debug.WriteLine(bug);
        }
    }
}
