using System.Runtime.CompilerServices;

namespace Spinner.Processes;

// Readers. Each keeps its own place and takes pages from there; the ring knows nothing of them.
sealed partial class OutputRing
{
    /// <summary>What a page holds at most, in bytes, unless a single line is longer.</summary>
    internal const int PageBytes = 64 * 1024 + 64;

    // Each life of a child has numbers of its own, so that those of another are recognised: this one's first line has the one after it.
    private readonly long _origin = Random.Shared.NextInt64(1L << 40, 1L << 62);
    private TaskCompletionSource? _waiting;
    private bool _closed;

    /// <summary>Reads what it holds, and if wanted what comes.</summary>
    /// <param name="reading">From where, and how long. Null: everything kept.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Pages; the first has no lines and says where the reading begins.</returns>
    public async IAsyncEnumerable<OutputPage> ReadAsync(
        OutputReading? reading = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (begin, place, until) = Begin(reading ?? new OutputReading());
        yield return begin;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (page, more) = Next(ref place, until);
            if (page is not null) yield return page;
            else if (more is null) yield break;
            else await more.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing more comes: readers that follow end when they have read the rest.</summary>
    public void Close()
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            _closed = true;
            waiting = DetachWaiting();
        }

        waiting?.TrySetResult();
    }

    /// <summary>What the readers that wait are woken by, if any does; under the lock, to be completed outside it.</summary>
    private TaskCompletionSource? DetachWaiting()
    {
        var waiting = _waiting;
        _waiting = null;
        return waiting;
    }

    private (OutputPage Page, LinePlace Place, long Until) Begin(OutputReading reading)
    {
        lock (_lock)
        {
            var place = _start;
            long? missed = 0;
            var seen = reading.After - _origin;
            if (reading.After > 0 && (seen < 0 || seen > _end.Line)) missed = null;
            else if (reading.After > 0 && seen < _start.Line) missed = _start.Line - seen;
            else if (reading.After > 0) place = Advance(place, seen);
            if (reading.Last is { } last) place = Advance(place, _end.Line - last);
            return (new OutputPage(_origin + place.Line + 1, missed, []), place, reading.Follow ? long.MaxValue : _end.Offset);
        }
    }

    /// <summary>The place with so many lines before it; the place itself when it has as many.</summary>
    private LinePlace Advance(LinePlace place, long line)
    {
        while (place.Line < line) place = new LinePlace(_bytes.NextLine(place.Offset), place.Line + 1);
        return place;
    }

    /// <summary>The next page, or what to wait for, or neither: it was the last one.</summary>
    private (OutputPage? Page, Task? More) Next(ref LinePlace place, long until)
    {
        lock (_lock)
        {
            if (place.Offset < Math.Min(_end.Offset, until)) return (ReadPage(ref place, Math.Min(_end.Offset, until)), null);
            if (_closed || until < long.MaxValue) return default;
            _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (null, _waiting.Task);
        }
    }

    private OutputPage ReadPage(ref LinePlace place, long until)
    {
        var missed = Math.Max(0, _start.Line - place.Line);
        if (missed > 0) place = _start;
        var (first, room, parts) = (place.Line + 1, PageBytes, new List<OutputPart>());
        foreach (var run in _runs.Append(new Run(_end.Offset, _open)))
        {
            var end = Math.Min(run.End, until);
            if (end <= place.Offset) continue;
            var lines = WholeLines(place.Offset, Math.Min(end, place.Offset + room));
            if (lines.Length == 0 && parts.Count > 0) break;
            // One that is longer than a page is a page of its own.
            if (lines.Length == 0) lines = _bytes.Copy(place.Offset, _bytes.NextLine(place.Offset));
            parts.Add(new OutputPart(run.Origin.IsError, lines) { Time = run.Origin.Time });
            place = place.After(lines);
            room -= lines.Length + OutputPart.Cost;
            if (room <= 0 || place.Offset < end) break;
        }

        return new OutputPage(_origin + first, missed, parts);
    }

    private byte[] WholeLines(long from, long to)
    {
        var bytes = _bytes.Copy(from, to);
        return bytes[..(bytes.AsSpan().LastIndexOf(LineEnd) + 1)];
    }
}
