using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Spinner.FrontDoor.ColdStarts;

/// <summary>
/// Reads a body on while its request waits. Who sends more than the server keeps unread is not seen to leave otherwise: what would tell of it stands
/// behind the rest of the body. Nothing is taken away: all of it is read again. Safe for concurrent use.
/// </summary>
sealed class EarlyBody(TimeProvider clock)
{
    private const long MostOfOne = 8 * 1024 * 1024;
    private const long MostOfAll = 64 * 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private long _kept;

    /// <summary>Until the token fires, the body is over, or the client has gone.</summary>
    /// <param name="context">Nobody else reads its body meanwhile.</param>
    /// <param name="onGone">Called when the client has gone.</param>
    /// <param name="over">Fires when nobody waits any more.</param>
    public async Task WatchAsync(HttpContext context, Action onGone, CancellationToken over)
    {
        long kept = 0;
        try
        {
            var reader = context.Request.BodyReader;
            for (var isOver = false; !isOver;)
            {
                var read = await reader.ReadAsync(over);
                Interlocked.Add(ref _kept, read.Buffer.Length - kept);
                kept = read.Buffer.Length;
                isOver = read.IsCompleted;
                // What was looked at may be followed by more.
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                if (kept >= MostOfOne || Interlocked.Read(ref _kept) >= MostOfAll) break;
            }

            await WatchSocketAsync(context, onGone, over);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The child has started, or will not.
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            onGone();
        }
        finally
        {
            Interlocked.Add(ref _kept, -kept);
        }
    }

    // A reset is known to the socket, whatever stands unread before it.
    private async Task WatchSocketAsync(HttpContext context, Action onGone, CancellationToken over)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket) return;
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(over))
        {
            if (!socket.Poll(0, SelectMode.SelectError)) continue;
            onGone();
            return;
        }
    }
}
