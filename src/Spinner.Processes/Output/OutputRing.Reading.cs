using System.Runtime.CompilerServices;

namespace Spinner.Processes;

// Readers. Each keeps its own place and takes pages from there; the ring knows nothing of them.
public sealed partial class OutputRing
{
    /// <summary>What a page holds at most, in bytes, unless a single line is longer.</summary>
    internal const int PageBytes = 64 * 1024 + 64;

    // Each life of a child has numbers of its own, so that those of another are recognised.
    private readonly long _origin = Random.Shared.NextInt64(1L << 40, 1L << 62);
    private TaskCompletionSource? _news;
    private bool _closed;

    /// <summary>Reads what it holds, and if wanted what comes.</summary>
    /// <param name="reading">From where, and how long. Null: everything kept.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Pages; the first has no lines and says where the reading begins.</returns>
    public async IAsyncEnumerable<OutputPage> ReadAsync(
        OutputReading? reading = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        reading ??= new OutputReading();
        var place = new Place();
        var (begin, until) = Begin(reading, place);
        yield return begin;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (page, news) = Next(place, until);
            if (page is not null) yield return page;
            else if (news is null) yield break;
            else await news.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing more comes: readers that follow end when they have read the rest.</summary>
    public void Close()
    {
        TaskCompletionSource? news;
        lock (_lock)
        {
            _closed = true;
            news = TakeNews();
        }

        news?.TrySetResult();
    }

    /// <summary>What those who wait are told by, if anybody does; under the lock.</summary>
    private TaskCompletionSource? TakeNews()
    {
        var news = _news;
        _news = null;
        return news;
    }

    private (OutputPage Page, long Until) Begin(OutputReading reading, Place place)
    {
        lock (_lock)
        {
            (place.Offset, place.Line) = (_start, _gone);
            long? missed = 0;
            var all = _gone + CountLines(_start, _written);
            var seen = reading.After - _origin;
            if (reading.After > 0 && (seen < 0 || seen > all)) missed = null;
            else if (reading.After > 0 && seen < _gone) missed = _gone - seen;
            else if (reading.After > 0) Skip(place, seen);
            if (reading.Last is { } last) Skip(place, all - last);
            return (new OutputPage(_origin + place.Line + 1, missed, []), reading.Follow ? long.MaxValue : _written);
        }
    }

    private void Skip(Place place, long line)
    {
        while (place.Line < line)
        {
            var part = Piece(place.Offset, _written);
            var end = part.IndexOf(LineEnd);
            place.Offset += end < 0 ? part.Length : end + 1;
            if (end >= 0) place.Line++;
        }
    }

    /// <summary>The next page, or what to wait for, or neither: it was the last one.</summary>
    private (OutputPage? Page, Task? News) Next(Place place, long until)
    {
        lock (_lock)
        {
            if (place.Offset < Math.Min(_written, until)) return (Take(place, Math.Min(_written, until)), null);
            if (_closed || until < long.MaxValue) return default;
            _news ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (null, _news.Task);
        }
    }

    private OutputPage Take(Place place, long until)
    {
        var missed = Math.Max(0, _gone - place.Line);
        if (place.Offset < _start) (place.Offset, place.Line) = (_start, _gone);
        var (first, room, parts) = (place.Line + 1, PageBytes, new List<OutputPart>());
        foreach (var run in _runs) room = Take(place, run.IsError, Math.Min(run.To, until), room, parts);
        Take(place, _isError, until, room, parts);
        return new OutputPage(_origin + first, missed, parts);
    }

    /// <summary>Takes whole lines of a run as far as the page has room; what is left of that.</summary>
    private int Take(Place place, bool isError, long end, int room, List<OutputPart> parts)
    {
        if (room == 0 || end <= place.Offset) return room;
        var lines = Copy(place.Offset, Math.Min(end, place.Offset + room));
        var whole = lines.AsSpan().LastIndexOf(LineEnd) + 1;
        if (whole == 0 && parts.Count > 0) return 0;
        lines = whole == 0 ? CopyLine(place) : lines[..whole];
        parts.Add(new OutputPart(isError, lines));
        place.Line += lines.AsSpan().Count(LineEnd);
        place.Offset += lines.Length;
        return place.Offset < end ? 0 : Math.Max(0, room - lines.Length - OutputPart.Cost);
    }

    // One that is longer than a page is a page of its own.
    private byte[] CopyLine(Place place)
    {
        var next = new Place { Offset = place.Offset, Line = place.Line };
        Skip(next, place.Line + 1);
        return Copy(place.Offset, next.Offset);
    }

    private sealed class Place
    {
        public long Offset { get; set; }

        /// <summary>Lines before it.</summary>
        public long Line { get; set; }
    }
}
