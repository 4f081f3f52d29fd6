using System.Text;

namespace Spinner.Processes;

/// <summary>
/// Collects lines for the log and gives them away at most every 250 ms. Never waits for the log: what exceeds the bound is dropped and counted.
/// </summary>
internal sealed class LogSink : IOutputSink
{
    internal const int MaxPending = 64 * 1024;
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly bool _isError;
    private readonly Action<OutputBatch> _log;
    private readonly Action<Action> _run;
    private readonly LineBuffer _lines;
    private readonly ITimer _timer;
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _pending = [];
    private int _length;
    private (long Bytes, long Lines) _droppedBefore;
    private (long Bytes, long Lines) _droppedAfter;
    private Turn _turn = Turn.Idle;
    private bool _completing;

    /// <param name="isError">Which stream.</param>
    /// <param name="log">Takes the lines; may block.</param>
    /// <param name="time">The clock of the batches.</param>
    /// <param name="run">Runs what calls the log, on another thread or at once.</param>
    internal LogSink(bool isError, Action<OutputBatch> log, TimeProvider time, Action<Action> run)
    {
        (_isError, _log, _run, _lines) = (isError, log, run, new LineBuffer(Add));
        _timer = time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private enum Turn { Idle, Armed, Giving }

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
            _completing = true;
            // The log is being called just now; that call ends with what is left.
            if (_turn == Turn.Giving) return new ValueTask(_completed.Task);
            _turn = Turn.Giving;
        }

        _run(Give);
        return new ValueTask(_completed.Task);
    }

    private void Add(ReadOnlySpan<byte> lines)
    {
        lock (_lock)
        {
            var fits = lines;
            // After the first drop nothing is taken until the batch is given: a gap lies between batches, never inside one.
            if (_droppedAfter.Bytes > 0) fits = [];
            else if (_length + lines.Length > MaxPending) fits = lines[..(lines[..(MaxPending - _length)].LastIndexOf((byte)'\n') + 1)];
            if (_length + fits.Length > _pending.Length) Array.Resize(ref _pending, Math.Min(MaxPending, Math.Max(_length + fits.Length, 2 * _pending.Length)));
            fits.CopyTo(_pending.AsSpan(_length));
            _length += fits.Length;
            _droppedAfter.Bytes += lines.Length - fits.Length;
            _droppedAfter.Lines += lines[fits.Length..].Count((byte)'\n');
            if (_turn != Turn.Idle) return;
            _turn = Turn.Armed;
            _timer.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            if (_turn != Turn.Armed) return;
            _turn = Turn.Giving;
        }

        _run(Give);
    }

    // Only whoever set Turn.Giving is here, so the log is never called concurrently, and never under the lock.
    private void Give()
    {
        while (Take() is { } batch) _log(batch);
    }

    private bool _given;

    private OutputBatch? Take()
    {
        lock (_lock)
        {
            var isEmpty = _length == 0 && _droppedBefore.Bytes == 0 && _droppedAfter.Bytes == 0;
            if (_given && !_completing)
            {
                _given = false;
                _turn = isEmpty ? Turn.Idle : Turn.Armed;
                if (!isEmpty) _timer.Change(Interval, Timeout.InfiniteTimeSpan);
                return null;
            }

            if (isEmpty)
            {
                _timer.Dispose();
                _completed.TrySetResult();
                return null;
            }

            var text = Encoding.UTF8.GetString(_pending, 0, Math.Max(0, _length - 1));
            var batch = new OutputBatch(_isError, text, _droppedBefore.Bytes) { DroppedLines = _droppedBefore.Lines };
            (_droppedBefore, _droppedAfter, _pending, _length, _given) = (_droppedAfter, default, [], 0, true);
            return batch;
        }
    }
}
