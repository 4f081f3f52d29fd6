using System.Net.Sockets;

namespace Spinner.Processes;

/// <summary>Reads what one launch notifies, and makes its socket anew when that was swept. Its task never fails.</summary>
internal sealed class NotifyReader(NotifySocket first, int leader, TimeProvider time, Action<Notification> told)
{
    // What net.unix.max_dgram_qlen lets wait on most systems; an outsider who fills it again and again must not hold us.
    private const int LastWords = 512;

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NotifySocket _socket = first;
    private readonly byte[] _buffer = new byte[NotifySocket.MaxDatagram];

    /// <summary>Ends with <c>READY=1</c>, perhaps never.</summary>
    internal Task WhenReady => _ready.Task;

    /// <summary>Listens until the group is gone, hears its last words, and closes the socket.</summary>
    internal async Task RunAsync(CancellationToken groupGone)
    {
        try
        {
            while (true)
            {
                await AwaitOneAsync(groupGone).ConfigureAwait(false);
                ReceiveOne();
            }
        }
        catch (Exception)
        {
            // The group is gone, or the socket broke: then the launch stays as ready, or as little, as it is.
            ReceiveAll();
        }

        _socket.Dispose();
    }

    private async Task AwaitOneAsync(CancellationToken groupGone)
    {
        while (true)
        {
            using var swept = CancellationTokenSource.CreateLinkedTokenSource(groupGone);
            using var looks = time.CreateTimer(_ => Look(swept), null, NotifySocket.LooksAgainAfter, NotifySocket.LooksAgainAfter);
            try
            {
                // Peeks only: whoever takes the datagram this way is not told who sent it.
                await _socket.Socket.ReceiveAsync(new byte[1], SocketFlags.Peek, swept.Token).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (!groupGone.IsCancellationRequested)
            {
                if (_socket.Renew() is not { } renewed) continue;
                ReceiveAll();
                _socket.Abandon();
                _socket = renewed;
            }
        }
    }

    private void Look(CancellationTokenSource swept)
    {
        try
        {
            if (_socket.IsSwept) swept.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // A datagram came meanwhile.
        }
    }

    private void ReceiveAll()
    {
        for (var i = 0; i < LastWords && ReceiveOne(); i++)
        {
        }
    }

    // Whoever is not of the launch's tree is not heard.
    private bool ReceiveOne()
    {
        var count = Datagram.Receive(_socket.Descriptor, _buffer, out var sender);
        if (count <= 0) return false;
        if (!sender.SpeaksFor(leader)) return true;
        var notification = Notification.Parse(_buffer.AsSpan(0, count));
        if (notification.IsReady) _ready.TrySetResult();
        told(notification);
        return true;
    }
}
