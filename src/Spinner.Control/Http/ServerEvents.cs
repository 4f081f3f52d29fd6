using System.Buffers;
using System.Net.ServerSentEvents;
using System.Text;
using Microsoft.AspNetCore.Http;
using Spinner.Control.Contract;

namespace Spinner.Control.Http;

/// <summary>
/// Server-sent events to one reader, at that reader's speed. The last is <c>end</c>: a stream without it was broken off.
/// </summary>
static class ServerEvents
{
    /// <param name="context">The request.</param>
    /// <param name="open">Opens the events; they are read one by one: the next is asked for when the last is written.</param>
    public static async Task WriteAsync(HttpContext context, Func<CancellationToken, IAsyncEnumerable<SseItem<string>>> open)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache,no-store";
        if (Heads.IsAll(context)) return;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        await using var all = open(end.Token).GetAsyncEnumerator(end.Token);
        // Asked for before we say that we listen: who hears that misses nothing that happens from then on. The first event may be hours away.
        var next = all.MoveNextAsync().AsTask();
        try
        {
            // What fails at once can still be answered as a failure.
            if (next.IsFaulted) await next;
            await WriteBytesAsync(context, ": listening\n\n"u8.ToArray());
            while (await next)
            {
                await WriteBytesAsync(context, Format(all.Current));
                next = all.MoveNextAsync().AsTask();
            }

            await WriteBytesAsync(context, Format(new SseItem<string>("{}", StreamEvents.End)));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader has gone.
        }
        finally
        {
            await end.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task WriteBytesAsync(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static ReadOnlyMemory<byte> Format(SseItem<string> item)
    {
        var to = new ArrayBufferWriter<byte>();
        if (item.EventId is { } id) Encoding.UTF8.GetBytes($"id: {id}\n", to);
        if (item.EventType != SseParser.EventTypeDefault) Encoding.UTF8.GetBytes($"event: {item.EventType}\n", to);
        foreach (var line in item.Data.Split('\n', '\r')) Encoding.UTF8.GetBytes($"data: {line}\n", to);
        to.Write("\n"u8);
        return to.WrittenMemory;
    }
}
