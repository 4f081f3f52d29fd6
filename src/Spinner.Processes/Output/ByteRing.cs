namespace Spinner.Processes;

/// <summary>
/// The latest bytes of an endless text. The byte with the number n, counted over all that were ever appended, lies at n modulo the size of the memory,
/// which grows on demand. Kept are those from <see cref="Start"/> to before <see cref="End"/>. Not safe for concurrent use.
/// </summary>
internal sealed class ByteRing
{
    private const int MinSize = 1024;
    private const byte LineEnd = (byte)'\n';

    private byte[] _memory = [];

    internal long Start { get; private set; }

    internal long End { get; private set; }

    /// <summary>Appends. Who appends has dropped as much as must give way.</summary>
    /// <param name="bytes">Fit into the capacity beside what is kept.</param>
    /// <param name="capacity">The most memory to use.</param>
    internal void Append(ReadOnlySpan<byte> bytes, int capacity)
    {
        var needed = (int)(End - Start) + bytes.Length;
        if (needed > _memory.Length) Move(Math.Min(capacity, Math.Max(needed, Math.Max(MinSize, _memory.Length * 2))));
        for (var to = End + bytes.Length; End < to;)
        {
            var piece = Contiguous(End, to);
            bytes[..piece.Length].CopyTo(piece);
            bytes = bytes[piece.Length..];
            End += piece.Length;
        }
    }

    /// <summary>Drops what lies before a byte that is kept, or all.</summary>
    internal void DropTo(long start) => Start = start;

    /// <summary>Drops all, and passes over bytes as if they had been appended and dropped.</summary>
    internal void Skip(long bytes) => Start = End += bytes;

    /// <summary>Gives memory back. What is kept fits.</summary>
    internal void Shrink(int capacity)
    {
        if (_memory.Length > capacity) Move(capacity);
    }

    /// <summary>The byte behind the first line end at or after this one, which is kept and followed by one.</summary>
    internal long NextLine(long from)
    {
        while (true)
        {
            var piece = Contiguous(from, End);
            var end = piece.IndexOf(LineEnd);
            if (end >= 0) return from + end + 1;
            from += piece.Length;
        }
    }

    internal long CountLines(long from, long to)
    {
        long lines = 0;
        for (var at = from; at < to;)
        {
            var piece = Contiguous(at, to);
            lines += piece.Count(LineEnd);
            at += piece.Length;
        }

        return lines;
    }

    internal byte[] Copy(long from, long to)
    {
        var copy = new byte[to - from];
        for (var at = from; at < to;)
        {
            var piece = Contiguous(at, to);
            piece.CopyTo(copy.AsSpan((int)(at - from)));
            at += piece.Length;
        }

        return copy;
    }

    /// <summary>As much of this range as lies in one piece.</summary>
    private Span<byte> Contiguous(long from, long to)
    {
        var at = (int)(from % _memory.Length);
        return _memory.AsSpan(at, (int)Math.Min(to - from, _memory.Length - at));
    }

    private void Move(int size)
    {
        var kept = Copy(Start, End);
        _memory = new byte[size];
        End = Start;
        Append(kept, size);
    }
}
