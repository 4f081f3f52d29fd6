using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Spinner.Processes;

namespace Spinner.Host.Logs;

/// <summary>Reads a child's log: its last lines, then what is written, over restarts and rotation, at the reader's own speed.</summary>
static class LogReader
{
    private const int Chunk = 64 * 1024;
    private const int MaxLine = 64 * 1024;

    /// <param name="log">Whose.</param>
    /// <param name="tail">How many lines of the past.</param>
    /// <param name="follow">Go on when the end is reached.</param>
    /// <param name="ended">Fires when nobody writes to it any more: what is there by then is read.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public static async IAsyncEnumerable<LogLine> ReadAsync(
        ChildLog log, int tail, bool follow, CancellationToken ended, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (generation, offset) = FindTail(log, tail);
        var line = new LineText(MaxLine);
        var buffer = new byte[Chunk];
        while (true)
        {
            // Asked for before opening, too: a file that is not there yet may be made and written to right after.
            var (made, wasLast, wasOver) = (log.Grown, log.File.Generation == generation, IsOver());
            await using var file = log.File.OpenRead(generation);
            file?.Seek(offset, SeekOrigin.Begin);
            var isMade = false;
            while (!isMade)
            {
                // Asked for before reading: what is written between the two is seen by one of them.
                var (grown, isLast) = (file is null ? made : log.Grown, log.File.Generation == generation);
                var isOver = file is null ? wasOver : IsOver();
                var count = file is null || log.File.WasCut(generation) ? 0 : await file.ReadAsync(buffer, cancellationToken);
                foreach (var whole in line.Add(buffer.AsSpan(0, count))) yield return new LogLine(whole);
                if (count > 0) continue;
                if (!isLast)
                {
                    isMade = file is null && wasLast;
                    break;
                }

                if (isOver)
                {
                    if (line.Flush() is { } rest) yield return new LogLine(rest);
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

    /// <summary>The file and the place in it where the last lines begin.</summary>
    private static (long Generation, long Offset) FindTail(ChildLog log, int tail)
    {
        var generations = log.File.Generations;
        var found = (generations[0], 0L);
        foreach (var generation in generations)
        {
            using var file = log.File.OpenRead(generation);
            // Just put aside, the newest has no file yet.
            if (file is null && generation == generations[0]) continue;
            if (file is null) break;
            if (tail == 0) return (generation, file.Length);
            found = (generation, FindLine(file, ref tail));
            if (tail == 0) break;
        }

        return found;
    }

    /// <summary>Walks backwards over the file until as many lines are passed; what is left of the number is for the file before it.</summary>
    private static long FindLine(FileStream file, ref int lines)
    {
        var buffer = new byte[Chunk];
        var end = file.Length;
        for (var position = end; position > 0;)
        {
            var count = (int)Math.Min(Chunk, position);
            position -= count;
            file.Seek(position, SeekOrigin.Begin);
            file.ReadExactly(buffer, 0, count);
            for (var at = count - 1; at >= 0; at--)
            {
                // The end of the last line ends no other.
                if (buffer[at] != '\n' || position + at == end - 1) continue;
                if (--lines == 0) return position + at + 1;
            }
        }

        if (end > 0) lines--;
        return 0;
    }

    /// <summary>Bytes to lines of text.</summary>
    private sealed class LineText(int max)
    {
        private readonly List<byte> _open = [];

        public List<string> Add(ReadOnlySpan<byte> bytes)
        {
            var lines = new List<string>();
            while (!bytes.IsEmpty)
            {
                var end = bytes.IndexOf((byte)'\n');
                var part = bytes[..Math.Min(end < 0 ? bytes.Length : end, max - _open.Count)];
                _open.AddRange(part);
                var isWhole = part.Length == end;
                bytes = bytes[(part.Length + (isWhole ? 1 : 0))..];
                if (isWhole) lines.Add(Dequeue(_open.Count));
                else if (_open.Count == max) lines.Add(Dequeue(TextCut.Before(CollectionsMarshal.AsSpan(_open))));
            }

            return lines;
        }

        public string? Flush() => _open.Count > 0 ? Dequeue(_open.Count) : null;

        private string Dequeue(int length)
        {
            var text = Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(_open)[..length]);
            _open.RemoveRange(0, length);
            return text;
        }
    }
}
