namespace Spinner.Processes;

/// <summary>
/// The latest output of a child, bounded in bytes: whole lines of stdout and stderr, in the order in which they were finished. Safe for concurrent
/// use.
/// </summary>
/// <remarks>
/// Grows on demand: a silent child costs nothing. Readers read it where it lies, so a slow one costs nothing either, and is told what it came too
/// late for.
/// </remarks>
public sealed partial class OutputRing
{
    /// <summary>The most changes from one stream to the other it keeps; they cost memory of their own.</summary>
    internal const int MaxRuns = 1024;

    private const int MinBytes = 1024;
    private const byte LineEnd = (byte)'\n';

    /// <summary>Bytes of one stream, up to where the other begins.</summary>
    private readonly record struct Run(long To, bool IsError);

    private readonly Lock _lock = new();
    private readonly Queue<Run> _runs = new();
    private byte[] _bytes = [];
    private long _start;        // the oldest byte kept, counted over all that were ever written; a line begins there
    private long _written;
    private long _gone;         // lines before it
    private bool _isError;      // the stream behind the last run

    /// <summary>Makes an empty one.</summary>
    /// <param name="capacity">The most bytes it keeps; 0: nothing.</param>
    public OutputRing(int capacity) => Capacity = Checked(capacity);

    /// <summary>The most bytes it keeps.</summary>
    public int Capacity { get; private set; }

    /// <summary>How many bytes were ever appended.</summary>
    public long Written
    {
        get
        {
            lock (_lock) return _written;
        }
    }

    /// <summary>Appends; the oldest lines give way. A line that is longer than the ring is not kept.</summary>
    /// <param name="isError">From stderr.</param>
    /// <param name="lines">One or more whole lines, each with its line end.</param>
    public void Append(bool isError, ReadOnlySpan<byte> lines)
    {
        if (lines.IsEmpty) return;
        if (lines[^1] != LineEnd) throw new ArgumentException("The last line has no end.", nameof(lines));
        TaskCompletionSource? news;
        lock (_lock)
        {
            lines = SkipWhatFallsOut(lines);
            DropBefore(_written + lines.Length - Capacity);
            Grow((int)(_written - _start) + lines.Length);
            Begin(isError);
            for (var to = _written + lines.Length; _written < to;)
            {
                var part = Piece(_written, to);
                lines[..part.Length].CopyTo(part);
                lines = lines[part.Length..];
                _written += part.Length;
            }

            news = TakeNews();
        }

        news?.TrySetResult();
    }

    /// <summary>Keeps another number of bytes from now on; what it holds stays as far as it fits.</summary>
    /// <param name="capacity">The most bytes it keeps; 0: nothing.</param>
    public void Resize(int capacity)
    {
        lock (_lock)
        {
            Capacity = Checked(capacity);
            DropBefore(_written - capacity);
            if (_bytes.Length > capacity) Reshape(capacity);
        }
    }

    /// <summary>A copy of what it holds, oldest line first.</summary>
    public byte[] ToArray()
    {
        lock (_lock) return Copy(_start, _written);
    }

    private static int Checked(int capacity) =>
        capacity >= 0 ? capacity : throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "A ring holds 0 bytes or more.");

    private ReadOnlySpan<byte> SkipWhatFallsOut(ReadOnlySpan<byte> lines)
    {
        if (lines.Length <= Capacity) return lines;
        var from = lines.Length - Capacity - 1;
        var skipped = lines[..(from + lines[from..].IndexOf(LineEnd) + 1)];
        DropTo(_written);
        _gone += skipped.Count(LineEnd);
        _start = _written += skipped.Length;
        return lines[skipped.Length..];
    }

    private void Begin(bool isError)
    {
        if (_isError == isError) return;
        _runs.Enqueue(new Run(_written, _isError));
        _isError = isError;
        if (_runs.Count > MaxRuns) DropTo(_runs.Peek().To);
    }

    /// <summary>The first line kept begins at this byte or after it.</summary>
    private void DropBefore(long from)
    {
        if (from <= _start) return;
        var at = from - 1;
        int end;
        do
        {
            var part = Piece(at, _written);
            end = part.IndexOf(LineEnd);
            at += end < 0 ? part.Length : end + 1;
        }
        while (end < 0);
        DropTo(at);
    }

    private void DropTo(long start)
    {
        _gone += CountLines(_start, start);
        _start = start;
        while (_runs.TryPeek(out var oldest) && oldest.To <= start) _runs.Dequeue();
    }

    private long CountLines(long from, long to)
    {
        long lines = 0;
        for (var at = from; at < to;)
        {
            var part = Piece(at, to);
            lines += part.Count(LineEnd);
            at += part.Length;
        }

        return lines;
    }

    private byte[] Copy(long from, long to)
    {
        var copy = new byte[to - from];
        for (var at = from; at < to;)
        {
            var part = Piece(at, to);
            part.CopyTo(copy.AsSpan((int)(at - from)));
            at += part.Length;
        }

        return copy;
    }

    /// <summary>As much of this range as lies in one piece.</summary>
    private Span<byte> Piece(long from, long to)
    {
        var at = (int)(from % _bytes.Length);
        return _bytes.AsSpan(at, (int)Math.Min(to - from, _bytes.Length - at));
    }

    private void Grow(int needed)
    {
        if (needed > _bytes.Length) Reshape(Math.Min(Capacity, Math.Max(needed, Math.Max(MinBytes, _bytes.Length * 2))));
    }

    private void Reshape(int size)
    {
        var held = Copy(_start, _written);
        _bytes = new byte[size];
        for (var at = _start; at < _written;)
        {
            var part = Piece(at, _written);
            held.AsSpan((int)(at - _start), part.Length).CopyTo(part);
            at += part.Length;
        }
    }
}
