namespace Spinner.Processes;

/// <summary>
/// Looks into the lines of one stream on their way to their sink, as long as a pattern waits: on the pool, and the pump reads no further meanwhile,
/// so that a child that prints faster than its lines are looked at waits alone. After that it does nothing.
/// </summary>
internal sealed class MatchingSink : IOutputSink
{
    private readonly IOutputSink _inner;
    private readonly LogPattern _pattern;
    private readonly LineHeads _lines;

    internal MatchingSink(IOutputSink inner, LogPattern pattern)
    {
        (_inner, _pattern) = (inner, pattern);
        _lines = new LineHeads(pattern.Look);
    }

    /// <inheritdoc/>
    public bool MayStall => _pattern.IsAwaited || _inner.MayStall;

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> chunk)
    {
        if (_pattern.IsAwaited) return new ValueTask(Task.WhenAll(_inner.WriteAsync(chunk).AsTask(), Task.Run(() => _lines.Append(chunk.Span))));
        _lines.Clear();
        return _inner.WriteAsync(chunk);
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync() => _pattern.IsAwaited ? EndAsync() : _inner.CompleteAsync();

    private async ValueTask EndAsync()
    {
        await Task.Run(_lines.Flush).ConfigureAwait(false);
        await _inner.CompleteAsync().ConfigureAwait(false);
    }
}
