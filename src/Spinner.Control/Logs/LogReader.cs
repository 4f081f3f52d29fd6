using System.Runtime.CompilerServices;

namespace Spinner.Control.Logs;

/// <summary>Reads a child's log: what is kept of it, then what is written, over restarts and rotation, at the reader's own speed.</summary>
static class LogReader
{
    private const int Chunk = 64 * 1024;

    /// <summary>The lines somebody wants. Of those kept each is there without a wait: what waits has come to the end.</summary>
    /// <param name="log">Whose.</param>
    /// <param name="selection">Which.</param>
    /// <param name="ended">Fires when nobody writes to it any more: what is there by then is read.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public static async IAsyncEnumerable<LogLine> ReadAsync(
        ChildLog log, LogSelection selection, CancellationToken ended, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var place = selection is { IsFiltered: false, Tail: { } tail } ? LogPlaces.OfTail(log.File, tail) : LogPlaces.OfTime(log.File, selection.Since);
        var skip = selection is { IsFiltered: true, Tail: { } last } ? await CountAsync(log, place, selection, ended, cancellationToken) - last : 0;
        await foreach (var line in ReadFromAsync(log, place, selection.Follow, ended, cancellationToken))
        {
            if (!line.IsMissed && !selection.Fits(line)) continue;
            if (skip-- <= 0) yield return line;
        }
    }

    private static async Task<long> CountAsync(
        ChildLog log, LogPlace place, LogSelection selection, CancellationToken ended, CancellationToken cancellationToken)
    {
        long count = 0;
        await foreach (var line in ReadFromAsync(log, place, follow: false, ended, cancellationToken))
            if (!line.IsMissed && selection.Fits(line)) count++;
        return count;
    }

    private static async IAsyncEnumerable<LogLine> ReadFromAsync(
        ChildLog log, LogPlace place, bool follow, CancellationToken ended, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (generation, offset) = place;
        var (lines, buffer) = (new LogLines(), new byte[Chunk]);
        while (true)
        {
            // Asked for before opening, too: a file that is not there yet may be made and written to right after.
            var (made, wasLast, wasOver) = (log.Grown, log.File.Generation == generation, IsOver());
            using var file = log.File.OpenRead(generation);
            if (file is not null) LogPlaces.Skip(file, offset);
            var isMade = false;
            while (!isMade)
            {
                cancellationToken.ThrowIfCancellationRequested();
                // Asked for before reading: what is written between the two is seen by one of them.
                var (grown, isLast) = (file is null ? made : log.Grown, log.File.Generation == generation);
                var isOver = file is null ? wasOver : IsOver();
                var count = file is null || log.File.WasCut(generation) ? 0 : file.Read(buffer);
                foreach (var line in lines.Add(buffer.AsSpan(0, count))) yield return line;
                if (count > 0) continue;
                if (!isLast)
                {
                    isMade = file is null && wasLast;
                    break;
                }

                if (isOver)
                {
                    if (lines.Flush() is { } torn) yield return torn;
                    foreach (var line in log.Unfinished) yield return line;
                    yield break;
                }

                await GrowsAsync(grown, ended, cancellationToken);
                isMade = file is null;
            }

            // What was made while nobody could open it may be put aside already; its generation is still the one to read.
            if (isMade) continue;
            var next = Math.Max(generation + 1, log.File.Generations[^1]);
            var missed = log.File.Filled(file is null ? generation : generation + 1, next);
            if (missed > 0) yield return LogLine.Missed(missed);
            (generation, offset) = (next, 0);
        }

        bool IsOver() => !follow || log.HasEnded || ended.IsCancellationRequested;
    }

    /// <summary>Waits for more, or for the end of all writing.</summary>
    private static async Task GrowsAsync(Task grown, CancellationToken ended, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, cancellationToken);
        await grown.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
