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
            batch.Add(View(lines.Current.Child, lines.Current.Line));
        }

        if (batch.Count > 0) yield return [.. batch];
    }

    /// <summary>A line as the API shows it; its colours stay, whatever else moves a terminal does not.</summary>
    private static LogLineView View(string child, LogLine line) => new(child, line.Text)
    {
        Time = line.Stamp?.Time, Stream = line.Stamp?.Stream, Number = line.Stamp is { Number: > 0 and var number } ? number : null, IsMissed = line.IsMissed ? true : null,
    };
}
