namespace Spinner.Processes;

/// <summary>
/// The latest output of a child, bounded in bytes: whole lines of stdout and stderr, in the order in which they were finished. Safe for concurrent
/// use.
/// </summary>
/// <remarks>
/// Grows on demand: a silent child costs nothing. Readers read it where it lies, so a slow one costs nothing either, and is told what it came too
/// late for.
/// </remarks>
sealed partial class OutputRing
{
    /// <summary>The most changes of the stream or of the time it keeps; they cost memory of their own.</summary>
    internal const int MaxRuns = 4096;

    private const byte LineEnd = (byte)'\n';

    // The kept bytes lie between two places, the oldest line kept and the line to come, and are at most Capacity.
    private readonly Lock _lock = new();
    private readonly ByteRing _bytes = new();
    private LinePlace _start;
    private LinePlace _end;

    // They are of runs of one stream and one time: up to the end of each of these, and of the open one from the last one's end on.
    private readonly Queue<Run> _runs = new();
    private Origin _open;

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
            lock (_lock) return _end.Offset;
        }
    }

    /// <summary>Appends; the oldest lines give way. A line that is longer than the ring is not kept.</summary>
    /// <param name="isError">From stderr.</param>
    /// <param name="lines">One or more whole lines, each with its line end.</param>
    /// <param name="time">When they were read; not given, nobody knows.</param>
    public void Append(bool isError, ReadOnlySpan<byte> lines, DateTimeOffset time = default)
    {
        if (lines.IsEmpty) return;
        if (lines[^1] != LineEnd) throw new ArgumentException("The last line has no end.", nameof(lines));
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            lines = SkipWhatFallsOut(lines);
            DropBefore(_end.Offset + lines.Length - Capacity);
            BeginRun(Origin.Of(isError, time));
            _bytes.Append(lines, Capacity);
            _end = _end.After(lines);
            waiting = DetachWaiting();
        }

        waiting?.TrySetResult();
    }

    /// <summary>Keeps another number of bytes from now on; what it holds stays as far as it fits.</summary>
    /// <param name="capacity">The most bytes it keeps; 0: nothing.</param>
    public void Resize(int capacity)
    {
        lock (_lock)
        {
            Capacity = Checked(capacity);
            DropBefore(_end.Offset - capacity);
            _bytes.Shrink(capacity);
        }
    }

    /// <summary>A copy of what it holds, oldest line first.</summary>
    public byte[] ToArray()
    {
        lock (_lock) return _bytes.Copy(_start.Offset, _end.Offset);
    }

    private static int Checked(int capacity) =>
        capacity >= 0 ? capacity : throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "A ring holds 0 bytes or more.");

    // Of more than fits only the last lines are ever seen.
    private ReadOnlySpan<byte> SkipWhatFallsOut(ReadOnlySpan<byte> lines)
    {
        if (lines.Length <= Capacity) return lines;
        var from = lines.Length - Capacity - 1;
        var skipped = lines[..(from + lines[from..].IndexOf(LineEnd) + 1)];
        _bytes.Skip(skipped.Length);
        _start = _end = _end.After(skipped);
        _runs.Clear();
        return lines[skipped.Length..];
    }

    private void BeginRun(Origin origin)
    {
        if (_open == origin) return;
        if (_end.Offset > _start.Offset) _runs.Enqueue(new Run(_end.Offset, _open));
        _open = origin;
        if (_runs.Count > MaxRuns) DropTo(_runs.Peek().End);
    }

    /// <summary>The first line kept begins at this byte or after it.</summary>
    private void DropBefore(long offset)
    {
        if (offset > _start.Offset) DropTo(_bytes.NextLine(offset - 1));
    }

    /// <param name="offset">Where a line begins.</param>
    private void DropTo(long offset)
    {
        _start = new LinePlace(offset, _start.Line + _bytes.CountLines(_start.Offset, offset));
        _bytes.DropTo(offset);
        while (_runs.TryPeek(out var oldest) && oldest.End <= offset) _runs.Dequeue();
    }

    /// <summary>Bytes of one origin, up to where the next begins.</summary>
    private readonly record struct Run(long End, Origin Origin);

    /// <summary>Stream and millisecond in one number: there are thousands of them.</summary>
    private readonly record struct Origin(long Packed)
    {
        public bool IsError => (Packed & 1) != 0;

        public DateTimeOffset? Time => Packed >> 1 is var time and not 0 ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;

        public static Origin Of(bool isError, DateTimeOffset time) =>
            new(((time == default ? 0 : time.ToUnixTimeMilliseconds()) << 1) | (isError ? 1L : 0L));
    }
}
