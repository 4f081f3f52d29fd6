using System.Text;

namespace Spinner.Processes;

/// <summary>
/// Lines that wait for the log: a gap, the text after it, the gap after that. A gap is what was dropped because the text was full, and once there
/// is one after the text nothing is added before the text is gone: a gap lies between batches, never inside one. Not safe for concurrent use.
/// </summary>
internal sealed class PendingLines(bool isError)
{
    /// <summary>The most bytes of text.</summary>
    internal const int Capacity = 64 * 1024;

    private byte[] _text = [];
    private int _length;
    private (long Bytes, long Lines) _gapBefore;
    private (long Bytes, long Lines) _gapAfter;

    internal bool IsEmpty => _length == 0 && _gapBefore.Bytes == 0 && _gapAfter.Bytes == 0;

    /// <param name="lines">Whole lines, each with its line end.</param>
    internal void Add(ReadOnlySpan<byte> lines)
    {
        var fitting = _gapAfter.Bytes > 0 ? [] : Fitting(lines);
        Grow(_length + fitting.Length);
        fitting.CopyTo(_text.AsSpan(_length));
        _length += fitting.Length;
        _gapAfter.Bytes += lines.Length - fitting.Length;
        _gapAfter.Lines += lines[fitting.Length..].Count((byte)'\n');
    }

    /// <summary>The first gap and the text, which are gone then.</summary>
    internal OutputBatch Remove()
    {
        var text = Encoding.UTF8.GetString(_text, 0, Math.Max(0, _length - 1));
        var batch = new OutputBatch(isError, text, _gapBefore.Bytes) { DroppedLines = _gapBefore.Lines };
        // Not kept for the next text: most children are silent for long.
        (_gapBefore, _gapAfter, _text, _length) = (_gapAfter, default, [], 0);
        return batch;
    }

    private ReadOnlySpan<byte> Fitting(ReadOnlySpan<byte> lines) =>
        _length + lines.Length <= Capacity ? lines : lines[..(lines[..(Capacity - _length)].LastIndexOf((byte)'\n') + 1)];

    private void Grow(int needed)
    {
        if (needed > _text.Length) Array.Resize(ref _text, Math.Min(Capacity, Math.Max(needed, 2 * _text.Length)));
    }
}
