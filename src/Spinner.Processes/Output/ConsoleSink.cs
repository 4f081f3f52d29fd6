namespace Spinner.Processes;

/// <summary>Gives whole lines to the process-wide console, so that the lines of two children never mix.</summary>
internal sealed class ConsoleSink : IOutputSink
{
    private readonly LineBuffer _lines;

    internal ConsoleSink(ConsoleQueue console, bool isError) => _lines = new LineBuffer(lines => console.Enqueue(isError, lines));

    public ValueTask WriteAsync(ReadOnlyMemory<byte> chunk)
    {
        _lines.Append(chunk.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask CompleteAsync()
    {
        _lines.Flush();
        return ValueTask.CompletedTask;
    }
}
