using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Spinner.Actors;
using Spinner.Control.Contract;
using Spinner.Control.Logs;

namespace Spinner.Control.Live;

/// <summary>All that one reader watches, in one stream, at that reader's speed: children are told as they are by then, events and lines wait.</summary>
/// <param name="spinner">Whose events.</param>
/// <param name="hub">The children.</param>
/// <param name="logs">Whose lines.</param>
/// <param name="ended">Fires when the spinner has ended.</param>
sealed class LiveStream(ISpinner spinner, LiveHub hub, ChildLogs logs, CancellationToken ended)
{
    private const int Waiting = 16;

    public async IAsyncEnumerable<SseItem<string>> ReadAsync(LiveQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var items = Channel.CreateBounded<SseItem<string>>(Waiting);
        var pumps = PumpAsync(query, items.Writer, end.Token);
        try
        {
            await foreach (var item in items.Reader.ReadAllAsync(cancellationToken)) yield return item;
        }
        finally
        {
            await end.CancelAsync();
            await pumps;
        }
    }

    /// <summary>The first that fails ends the stream: a reader is not to take for quiet what is not told any more.</summary>
    private async Task PumpAsync(LiveQuery query, ChannelWriter<SseItem<string>> to, CancellationToken cancellationToken)
    {
        await foreach (var pump in Task.WhenEach(Pumps(query, to, cancellationToken)))
            try
            {
                await pump;
            }
            catch (Exception gone) when (cancellationToken.IsCancellationRequested || SpinnerEndedException.RejectionIn(gone) is not null)
            {
                // The reader has gone, or the spinner ends, which ends the stream.
            }
            catch (Exception error)
            {
                to.TryComplete(error);
            }

        to.TryComplete();
    }

    private IEnumerable<Task> Pumps(LiveQuery query, ChannelWriter<SseItem<string>> to, CancellationToken cancellationToken)
    {
        if (query.Children) yield return ChildrenAsync(to, cancellationToken);
        if (query.Events) yield return EventsAsync(to, cancellationToken);
        if (query.Logs.Count > 0) yield return LogsAsync(query, to, cancellationToken);
    }

    private async Task ChildrenAsync(ChannelWriter<SseItem<string>> to, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended, cancellationToken);
        using var watcher = await hub.WatchAsync(either.Token);
        while (true)
        {
            foreach (var item in LiveJson.Of(watcher.Take())) await to.WriteAsync(item, cancellationToken);
            await watcher.Changed.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (either.IsCancellationRequested) return;
        }
    }

    private async Task EventsAsync(ChannelWriter<SseItem<string>> to, CancellationToken cancellationToken)
    {
        await foreach (var happened in spinner.WatchAsync(after: null, cancellationToken))
            if (Views.Of(happened) is { } view) await to.WriteAsync(LiveJson.Of(view), cancellationToken);
    }

    private async Task LogsAsync(LiveQuery query, ChannelWriter<SseItem<string>> to, CancellationToken cancellationToken)
    {
        List<(string, ChildLog)> all = [.. query.Logs.Select(name => (name, logs.Of(name)))];
        await foreach (var lines in LogBatches.ReadAsync(all, query.Selection, ended, cancellationToken)) await to.WriteAsync(LiveJson.Of(lines), cancellationToken);
    }
}
