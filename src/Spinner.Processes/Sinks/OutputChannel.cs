namespace Spinner.Processes;

/// <summary>Everything one stream of a launch flows into. Used by one pump.</summary>
internal sealed class OutputChannel
{
    // A ring that is smaller than this keeps lines that fit, and counts the others.
    private const int SmallRing = 256;

    private readonly OutputRing? _ring;
    private readonly ErrorTail? _tail;
    private readonly TimeProvider _time;
    private LineBuffer? _lines; // made with the first output: most children are silent

    /// <param name="sink">Where it goes.</param>
    /// <param name="ring">What is kept of both streams over all launches; null keeps nothing.</param>
    /// <param name="tail">The last lines; null for stdout.</param>
    /// <param name="note">Tells the log what went wrong.</param>
    /// <param name="time">The clock of the lines.</param>
    internal OutputChannel(IOutputSink sink, OutputRing? ring, ErrorTail? tail, Action<string> note, TimeProvider time) =>
        (Sink, Note, _ring, _tail, _time) = (sink, note, ring, tail, time);

    internal IOutputSink Sink { get; }

    internal Action<string> Note { get; }

    internal void Append(ReadOnlySpan<byte> chunk)
    {
        if (_ring is not null) (_lines ??= LinesFor(_ring, isError: _tail is not null, _time)).Append(chunk);
        _tail?.Append(chunk);
    }

    /// <summary>Nothing more comes: a line without its end is a line.</summary>
    internal void Close() => _lines?.Flush();

    private static LineBuffer LinesFor(OutputRing ring, bool isError, TimeProvider time) => new(
        lines => ring.Append(isError, lines, time.GetUtcNow()),
        ring.Capacity < SmallRing ? LineBuffer.DefaultLimit : Math.Min(LineBuffer.DefaultLimit, ring.Capacity - 1));
}
