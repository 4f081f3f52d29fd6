using System.Runtime.CompilerServices;

namespace Spinner.Processes;

/// <summary>
/// Writes every byte to a file or a stream, on a thread that may block. What refuses a write loses those bytes, is tried again with the next, and
/// is told of twice: when it begins, and how much was lost when it ends.
/// </summary>
/// <param name="writer">Where to; disposed at the end.</param>
/// <param name="what">How messages name it.</param>
/// <param name="note">Tells the log.</param>
internal sealed class WriterSink(IOutputWriter writer, string what, Action<string> note) : IOutputSink
{
    private const byte LineEnd = (byte)'\n';
    private static readonly byte[] LineEnds = [LineEnd];

    private long _lostBytes;
    private long _lostLines;
    private bool _lostInLine;

    public bool MayStall => true;

    // Nothing is allocated for each chunk: a flood is many.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> chunk)
    {
        // Half a line would look like a whole one: what follows a gap begins with a line.
        if (_lostInLine) chunk = WithoutLine(chunk);
        if (chunk.IsEmpty) return;
        try
        {
            await BlockingThreads.Output.EnterAsync();
            if (_lostBytes > 0 && writer.IsInLine) await writer.WriteAsync(LineEnds).ConfigureAwait(false);
            await BlockingThreads.Output.EnterAsync();
            await writer.WriteAsync(chunk).ConfigureAwait(false);
        }
        catch (Exception refused)
        {
            if (_lostBytes == 0) note($"{what} cannot be written to: {refused.Message.TrimEnd('.')}. What comes is lost until it can be again.");
            CountLost(chunk.Span);
            return;
        }

        NoteLost("it is written again");
    }

    public async ValueTask CompleteAsync()
    {
        await BlockingThreads.Output.EnterAsync();
        NoteLost("nothing more comes");
        try
        {
            writer.Dispose();
        }
        catch (Exception refused)
        {
            note($"{what} cannot be closed: {refused.Message}");
        }
    }

    private ReadOnlyMemory<byte> WithoutLine(ReadOnlyMemory<byte> chunk)
    {
        var end = chunk.Span.IndexOf(LineEnd);
        var rest = end < 0 ? ReadOnlyMemory<byte>.Empty : chunk[(end + 1)..];
        CountLost(chunk.Span[..^rest.Length]);
        return rest;
    }

    private void CountLost(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        _lostBytes += bytes.Length;
        _lostLines += bytes.Count(LineEnd);
        _lostInLine = bytes[^1] != LineEnd;
    }

    private void NoteLost(string now)
    {
        if (_lostBytes == 0) return;
        note($"{_lostLines} lines ({_lostBytes} bytes) for {what} were lost; {now}.");
        (_lostBytes, _lostLines, _lostInLine) = (0, 0, false);
    }
}
