namespace Spinner.Processes;

/// <summary>
/// Collects lines for the log and gives them away at most every 250 ms. Never waits for the log: what exceeds the bound is dropped and counted.
/// </summary>
internal sealed class LogSink : IOutputSink
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Action<OutputBatch> _log;
    private readonly Action<Action> _run;
    private readonly LineBuffer _lines;
    private readonly PendingLines _pending;
    private readonly ITimer _timer;
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private State _state = State.Idle;
    private bool _isEnding;

    /// <param name="isError">Which stream.</param>
    /// <param name="log">Takes the lines; may block.</param>
    /// <param name="time">The clock of the batches.</param>
    /// <param name="run">Runs what calls the log, on another thread or at once.</param>
    internal LogSink(bool isError, Action<OutputBatch> log, TimeProvider time, Action<Action> run)
    {
        (_log, _run, _lines, _pending) = (log, run, new LineBuffer(Add), new PendingLines(isError));
        _timer = time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private enum State
    {
        /// <summary>Nothing is pending.</summary>
        Idle,

        /// <summary>The timer runs.</summary>
        Armed,

        /// <summary>The log is called, by whoever set this and nobody else, and never under the lock. The last state at the end.</summary>
        Calling,
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> chunk)
    {
        _lines.Append(chunk.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask CompleteAsync()
    {
        _lines.Flush();
        lock (_lock)
        {
            _isEnding = true;
            // The log is being called just now; that call ends with what is left.
            if (_state == State.Calling) return new ValueTask(_completed.Task);
            _state = State.Calling;
        }

        _run(CallLog);
        return new ValueTask(_completed.Task);
    }

    private void Add(ReadOnlySpan<byte> lines)
    {
        lock (_lock)
        {
            _pending.Add(lines);
            if (_state == State.Idle) Arm();
        }
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            if (_state != State.Armed) return;
            _state = State.Calling;
        }

        _run(CallLog);
    }

    // One batch; what came while the log had it waits for the next interval, or follows at once when nothing more comes.
    private void CallLog()
    {
        if (Next() is { } batch) _log(batch);
        while (RestAfterCall() is { } rest) _log(rest);
    }

    private OutputBatch? Next()
    {
        lock (_lock) return _pending.IsEmpty ? null : _pending.Remove();
    }

    private OutputBatch? RestAfterCall()
    {
        lock (_lock)
        {
            if (_isEnding && !_pending.IsEmpty) return _pending.Remove();
            if (_isEnding) Complete();
            else if (_pending.IsEmpty) _state = State.Idle;
            else Arm();
            return null;
        }
    }

    private void Complete()
    {
        _timer.Dispose();
        _completed.TrySetResult();
    }

    private void Arm()
    {
        _state = State.Armed;
        _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }
}
