using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Spinner.Host.Logs;

/// <summary>Reads the logs of several children as one.</summary>
static class MergedLogs
{
    // Beyond what is on its way to the reader, lines wait in their files.
    private const int Ahead = 64;

    /// <summary>Their last lines, child by child; or, to be followed, as they come.</summary>
    /// <param name="logs">Whose, by name.</param>
    /// <param name="tail">How many lines of the past of each.</param>
    /// <param name="follow">Go on when their ends are reached.</param>
    /// <param name="ended">Fires when nobody writes any more: what is there by then is read.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public static async IAsyncEnumerable<(string Child, LogLine Line)> ReadAsync(
        IReadOnlyList<(string Name, ChildLog Log)> logs, int tail, bool follow, CancellationToken ended,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!follow)
        {
            foreach (var (name, log) in logs)
                await foreach (var line in LogReader.ReadAsync(log, tail, follow: false, ended, cancellationToken)) yield return (name, line);
            yield break;
        }

        var lines = Channel.CreateBounded<(string, LogLine)>(new BoundedChannelOptions(Ahead) { SingleReader = true });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAllAsync(logs, tail, lines.Writer, ended, end.Token);
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(cancellationToken)) yield return line;
        }
        finally
        {
            await end.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task ReadAllAsync(
        IReadOnlyList<(string Name, ChildLog Log)> logs, int tail, ChannelWriter<(string, LogLine)> to, CancellationToken ended, CancellationToken end)
    {
        try
        {
            await Task.WhenAll(logs.Select(log => ReadOneAsync(log.Name, log.Log, tail, to, ended, end)));
            to.Complete();
        }
        catch (Exception failed)
        {
            to.Complete(failed);
        }
    }

    private static async Task ReadOneAsync(
        string name, ChildLog log, int tail, ChannelWriter<(string, LogLine)> to, CancellationToken ended, CancellationToken end)
    {
        await foreach (var line in LogReader.ReadAsync(log, tail, follow: true, ended, end)) await to.WriteAsync((name, line), end);
    }
}
