using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Spinner.Actors;
using Spinner.Control.Contract;
using Spinner.Control.Http;

namespace Spinner.Control.Routes;

/// <summary>The events of this daemon for readers, of whom some have seen events of one before it.</summary>
sealed class EventStream(ISpinner spinner, TimeProvider clock)
{
    private readonly string _mark = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    /// <param name="last">The last event the reader has seen; null: only what happens from now on.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync(EventNumber? last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isStranger = last is { } seen && await IsStrangeAsync(seen, cancellationToken);
        if (isStranger) yield return Item(Restarted());
        await foreach (var happened in spinner.WatchAsync(isStranger ? 0 : last?.Sequence, cancellationToken))
            if (Views.Of(happened) is { } view) yield return Item(view);
    }

    // Without a mark a number that we have not come to yet is another daemon's for certain.
    private async Task<bool> IsStrangeAsync(EventNumber seen, CancellationToken cancellationToken)
    {
        if (seen.Mark is not null) return seen.Mark != _mark;
        await foreach (var first in spinner.WatchAsync(after: null, cancellationToken)) return seen.Sequence > first.Sequence;
        return false;
    }

    private EventView Restarted() => new()
    {
        Event = StreamRoutes.Missed, Time = clock.GetUtcNow(),
        Detail = "the daemon was started again since the last event; all it has kept since then follows",
    };

    private SseItem<string> Item(EventView view) => new(JsonSerializer.Serialize(view, ContractJson.Readable.EventView), view.Event)
    {
        EventId = new EventNumber(_mark, view.Sequence).ToString(),
    };
}
