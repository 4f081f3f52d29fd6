using System.Buffers;

namespace Spinner.Processes;

/// <summary>Gives away every line without its end, and of one that is longer than the limit its first part only. Not safe for concurrent use.</summary>
internal sealed class LineHeads(WholeLines look, int limit = LineBuffer.DefaultLimit)
{
    private byte[] _held = [];
    private int _length;
    private bool _isOpen;

    internal void Append(ReadOnlySpan<byte> chunk)
    {
        while (!chunk.IsEmpty)
        {
            var end = chunk.IndexOf((byte)'\n');
            var part = end < 0 ? chunk : chunk[..end];
            if (end >= 0 && !_isOpen) look(part[..Math.Min(part.Length, limit)]);
            else Hold(part);
            if (end < 0) return;
            Flush();
            chunk = chunk[(end + 1)..];
        }
    }

    /// <summary>Ends the unfinished line, if there is one.</summary>
    internal void Flush()
    {
        if (_isOpen) look(_held.AsSpan(0, _length));
        Clear();
    }

    /// <summary>Forgets it.</summary>
    internal void Clear()
    {
        if (_held.Length > 0) ArrayPool<byte>.Shared.Return(_held);
        (_held, _length, _isOpen) = ([], 0, false);
    }

    private void Hold(ReadOnlySpan<byte> part)
    {
        _isOpen = true;
        part = part[..Math.Min(part.Length, limit - _length)];
        if (_length + part.Length > _held.Length) Grow(_length + part.Length);
        part.CopyTo(_held.AsSpan(_length));
        _length += part.Length;
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Min(limit, 2 * _held.Length)));
        _held.AsSpan(0, _length).CopyTo(larger);
        if (_held.Length > 0) ArrayPool<byte>.Shared.Return(_held);
        _held = larger;
    }
}
