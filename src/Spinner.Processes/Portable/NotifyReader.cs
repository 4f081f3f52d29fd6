using System.Net.Sockets;

namespace Spinner.Processes;

/// <summary>Reads what one launch notifies. Its task never fails.</summary>
internal sealed class NotifyReader(NotifySocket socket, int leader, Action<Notification> told)
{
    // What net.unix.max_dgram_qlen lets wait on most systems; an outsider who fills it again and again must not hold us.
    private const int LastWords = 512;

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
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
                // Peeks only: whoever takes the datagram this way is not told who sent it.
                await socket.Socket.ReceiveAsync(new byte[1], SocketFlags.Peek, groupGone).ConfigureAwait(false);
                ReceiveOne();
            }
        }
        catch (Exception)
        {
            // The group is gone, or the socket broke: then the launch stays as ready, or as little, as it is.
            for (var i = 0; i < LastWords && ReceiveOne(); i++)
            {
            }
        }

        socket.Dispose();
    }

    // Whoever is not of the launch's tree is not heard.
    private bool ReceiveOne()
    {
        var count = Datagram.Receive(socket.Descriptor, _buffer, out var sender);
        if (count <= 0) return false;
        if (!sender.SpeaksFor(leader)) return true;
        var notification = Notification.Parse(_buffer.AsSpan(0, count));
        if (notification.IsReady) _ready.TrySetResult();
        told(notification);
        return true;
    }
}
