using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Spinner.Control.Logs;

/// <summary>Reads the logs of several children as one: what is kept by the time of its lines, what is written as it comes.</summary>
static class MergedLogs
{
    /// <param name="logs">Whose, by name.</param>
    /// <param name="selection">Which lines of each.</param>
    /// <param name="ended">Fires when nobody writes any more: what is there by then is read.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public static async IAsyncEnumerable<(string Child, LogLine Line)> ReadAsync(
        IReadOnlyList<(string Name, ChildLog Log)> logs, LogSelection selection, CancellationToken ended,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Source> sources = [.. logs.Select((log, place) => new Source(log.Name, place, LogReader.ReadAsync(log.Log, selection, ended, end.Token)))];
        try
        {
            var (ready, moved) = (new PriorityQueue<Source, (DateTimeOffset, int)>(), Channel.CreateUnbounded<Source>());
            foreach (var source in sources) source.Move(moved.Writer);
            for (var open = sources.Count; open > 0;)
            {
                // What waits has come to the end of its log: all that is kept goes before it.
                if (moved.Reader.TryRead(out var next) || (ready.Count == 0 && (next = await moved.Reader.ReadAsync(cancellationToken)) is not null))
                {
                    if (await next.Moving) ready.Enqueue(next, (next.Time, next.Place));
                    else open--;
                    continue;
                }

                var first = ready.Dequeue();
                yield return (first.Name, first.Line);
                first.Move(moved.Writer);
            }
        }
        finally
        {
            await end.CancelAsync();
            foreach (var source in sources) await source.DisposeAsync();
        }
    }

    /// <summary>One log and where its reader is.</summary>
    private sealed class Source(string name, int place, IAsyncEnumerable<LogLine> lines) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<LogLine> _lines = lines.GetAsyncEnumerator(CancellationToken.None);

        public string Name => name;

        public int Place => place;

        public LogLine Line => _lines.Current;

        /// <summary>Of the line, or of the last one that had a time.</summary>
        public DateTimeOffset Time { get; private set; }

        /// <summary>Whether there is another line.</summary>
        public Task<bool> Moving { get; private set; } = Task.FromResult(false);

        /// <summary>Goes on, and comes to the writer when it has: at once, unless it has to wait.</summary>
        public void Move(ChannelWriter<Source> to)
        {
            Moving = MoveAsync();
            if (Moving.IsCompleted) to.TryWrite(this);
            else Moving.ContinueWith(_ => to.TryWrite(this), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        public async ValueTask DisposeAsync()
        {
            await ((Task)Moving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _lines.DisposeAsync();
        }

        private async Task<bool> MoveAsync()
        {
            if (!await _lines.MoveNextAsync()) return false;
            Time = Line.Stamp?.Time ?? Time;
            return true;
        }
    }
}
