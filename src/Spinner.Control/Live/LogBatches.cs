using System.Runtime.CompilerServices;
using Spinner.Control.Contract;
using Spinner.Control.Logs;

namespace Spinner.Control.Live;

/// <summary>Lines of logs, as many at a time as are there.</summary>
static class LogBatches
{
    private const int Most = 200;

    /// <param name="logs">Whose, by name.</param>
    /// <param name="selection">Which lines of each.</param>
    /// <param name="ended">Fires when nobody writes any more.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public static async IAsyncEnumerable<LogLineView[]> ReadAsync(
        IReadOnlyList<(string Name, ChildLog Log)> logs, LogSelection selection, CancellationToken ended,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var lines = MergedLogs.ReadAsync(logs, selection, ended, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var batch = new List<LogLineView>();
        while (true)
        {
            var next = lines.MoveNextAsync();
            // What is there already goes together; what has to be waited for does not hold it up.
            if (batch.Count > 0 && (!next.IsCompleted || batch.Count >= Most))
            {
                yield return [.. batch];
                batch.Clear();
            }

            if (!await next) break;
            // Its colours stay.
            var (child, line) = lines.Current;
            batch.Add(line.View(child, line.Text) with { IsMissed = line.IsMissed ? true : null });
        }

        if (batch.Count > 0) yield return [.. batch];
    }
}
