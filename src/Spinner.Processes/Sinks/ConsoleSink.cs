namespace Spinner.Processes;

/// <summary>
/// Gives whole lines to the process-wide console, so that the lines of two children never mix; tells the child's log what it did not take.
/// </summary>
internal sealed class ConsoleSink : IOutputSink
{
    private readonly ConsoleQueue _console;
    private readonly bool _isError;
    private readonly Action<OutputBatch> _log;
    private readonly LineBuffer _lines;
    private long _droppedBytes;
    private long _droppedLines;

    internal ConsoleSink(ConsoleQueue console, bool isError, Action<OutputBatch> log)
    {
        (_console, _isError, _log) = (console, isError, log);
        _lines = new LineBuffer(Enqueue);
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> chunk)
    {
        _lines.Append(chunk.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask CompleteAsync()
    {
        _lines.Flush();
        NoteDropped();
        return ValueTask.CompletedTask;
    }

    // One gap, one note: it is told when lines are taken again.
    private void Enqueue(ReadOnlySpan<byte> lines)
    {
        if (_console.Enqueue(_isError, lines))
        {
            NoteDropped();
            return;
        }

        _droppedBytes += lines.Length;
        _droppedLines += lines.Count((byte)'\n');
    }

    private void NoteDropped()
    {
        if (_droppedBytes == 0) return;
        _log(new OutputBatch(_isError, "", _droppedBytes) { DroppedLines = _droppedLines, DroppedBy = OutputTarget.Console });
        (_droppedBytes, _droppedLines) = (0, 0);
    }
}
