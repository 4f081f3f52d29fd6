using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Server;
using Spinner.FrontDoor.Sockets;

namespace Spinner.FrontDoor.ColdStarts;

/// <summary>
/// Reads a body on while its request waits. Who sends more than the server keeps unread is not seen to leave otherwise: what would tell of it stands
/// behind the rest of the body. Nothing is taken away: all of it is read again. Safe for concurrent use.
/// </summary>
sealed class EarlyBody(TimeProvider clock)
{
    // What it keeps unread by itself; of less than that it sees the end, too.
    private const long ServersOwn = 1024 * 1024;
    private const long MostOfOne = 8 * 1024 * 1024;
    private const long MostOfAll = 64 * 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private long _kept;

    /// <summary>Until the token fires, or the client has gone.</summary>
    /// <param name="context">Nobody else reads its body meanwhile.</param>
    /// <param name="length">How long the body is. Of one that does not say it nothing is read: its sender may wait for an answer to what it has sent.</param>
    /// <param name="onGone">Called when the client has gone.</param>
    /// <param name="over">Fires when nobody waits any more.</param>
    public async Task WatchAsync(HttpContext context, long? length, Action onGone, CancellationToken over)
    {
        long kept = 0;
        try
        {
            if (length > ServersOwn) await ReadOnAsync(context.Request.BodyReader, count =>
            {
                Interlocked.Add(ref _kept, count - kept);
                kept = count;
                return kept < MostOfOne && Interlocked.Read(ref _kept) < MostOfAll;
            }, over);
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

    private static async Task ReadOnAsync(PipeReader reader, Func<long, bool> mayKeep, CancellationToken over)
    {
        var (gate, isReading, isCancelled) = (new Lock(), false, false);
        // Not by a token: after a read that one of those ends the server lets nobody read again.
        await using (over.Register(Cancel))
        {
            for (var goesOn = true; goesOn && Enter();)
            {
                var read = await reader.ReadAsync(CancellationToken.None);
                lock (gate) (isReading, isCancelled) = (false, isCancelled && !read.IsCanceled);
                goesOn = !read.IsCompleted && mayKeep(read.Buffer.Length);
                // What was looked at may be followed by more.
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }

        // It came too late for the read it was meant for, and is not to end the next.
        if (isCancelled && reader.TryRead(out var rest)) reader.AdvanceTo(rest.Buffer.Start, rest.Buffer.End);
        over.ThrowIfCancellationRequested();

        bool Enter()
        {
            lock (gate) return isReading = !over.IsCancellationRequested;
        }

        void Cancel()
        {
            lock (gate)
            {
                if (!isReading) return;
                isCancelled = true;
                reader.CancelPendingRead();
            }
        }
    }

    // A reset, and an end, are known to the socket, whatever stands unread before them: the server reads no further once the whole body has come.
    private async Task WatchSocketAsync(HttpContext context, Action onGone, CancellationToken over)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket) return;
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(over))
        {
            if (!socket.Poll(0, SelectMode.SelectError) && !ClientProbe.HasEnded(socket)) continue;
            onGone();
            return;
        }
    }
}
