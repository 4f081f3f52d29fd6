using System.Buffers;

namespace Spinner.Processes;

/// <summary>Takes one or more whole lines, each with its line end.</summary>
internal delegate void WholeLines(ReadOnlySpan<byte> lines);

/// <summary>
/// Makes whole lines of chunks. Holds at most one unfinished line; one longer than the limit goes on in pieces. Not safe for concurrent use.
/// </summary>
internal sealed class LineBuffer(WholeLines emit, int limit = LineBuffer.DefaultLimit)
{
    internal const int DefaultLimit = 64 * 1024;
    private const byte LineEnd = (byte)'\n';

    private byte[] _held = [];
    private int _length;

    /// <summary>The unfinished line.</summary>
    internal ReadOnlySpan<byte> Unfinished => _held.AsSpan(0, _length);

    internal void Append(ReadOnlySpan<byte> chunk)
    {
        while (!chunk.IsEmpty)
        {
            if (_length == limit && chunk[0] != LineEnd) Split();
            var slice = chunk[..Math.Min(chunk.Length, limit)];
            var end = _length == 0 ? slice.LastIndexOf(LineEnd) : slice.IndexOf(LineEnd);
            var isFinished = end >= 0 && _length + end <= limit;
            var taken = isFinished ? slice[..(end + 1)] : slice[..Math.Min(slice.Length, limit - _length)];
            if (isFinished) Finish(taken);
            else Hold(taken);
            chunk = chunk[taken.Length..];
        }
    }

    /// <summary>Ends the unfinished line, if there is one.</summary>
    internal void Flush()
    {
        if (_length == 0) return;
        Grow(_length + 1);
        _held[_length++] = LineEnd;
        EmitHeld();
    }

    // Between two characters: the beginning of one stays for the next piece.
    private void Split()
    {
        var begun = _held[TextCut.Before(_held.AsSpan(0, _length)).._length];
        _length -= begun.Length;
        Flush();
        Hold(begun);
    }

    private void Finish(ReadOnlySpan<byte> lines)
    {
        if (_length == 0)
        {
            emit(lines);
            return;
        }

        Hold(lines);
        EmitHeld();
    }

    private void Hold(ReadOnlySpan<byte> part)
    {
        Grow(_length + part.Length);
        part.CopyTo(_held.AsSpan(_length));
        _length += part.Length;
    }

    private void EmitHeld()
    {
        emit(_held.AsSpan(0, _length));
        ArrayPool<byte>.Shared.Return(_held);
        (_held, _length) = ([], 0);
    }

    private void Grow(int needed)
    {
        if (needed <= _held.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(needed);
        _held.AsSpan(0, _length).CopyTo(larger);
        if (_held.Length > 0) ArrayPool<byte>.Shared.Return(_held);
        _held = larger;
    }
}
