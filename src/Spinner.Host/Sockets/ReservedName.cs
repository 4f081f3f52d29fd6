using System.Net.Sockets;
using Spinner.Control.Access;
using Spinner.Processes;

namespace Spinner.Host.Sockets;

/// <summary>A name among the system's abstract sockets: one process of a user has it, until that ends. Linux only.</summary>
sealed class ReservedName : IDisposable
{
    // Nobody takes connections from it: each who came second leaves one in it.
    private const int Queue = 128;

    private readonly Socket _socket;

    private ReservedName(Socket socket) => _socket = socket;

    /// <summary>Takes a name.</summary>
    /// <param name="name">Which.</param>
    /// <param name="other">The process of this user that has it already.</param>
    /// <returns>Null when it cannot be had: <paramref name="other"/> has it, or another user does, which says nothing.</returns>
    public static ReservedName? TryAcquire(string name, out int? other)
    {
        other = null;
        if (!OperatingSystem.IsLinux()) return null;
        var (socket, place) = (NewSocket(), new UnixDomainSocketEndPoint("\0" + name));
        try
        {
            socket.Bind(place);
            // Without it the system does not tell others who has it.
            socket.Listen(Queue);
            return new ReservedName(socket);
        }
        catch (SocketException)
        {
            socket.Dispose();
            other = FindOwner(place);
            return null;
        }
    }

    public void Dispose() => _socket.Dispose();

    // Names have no owner and no mode: who is not us may have taken it to keep us from starting.
    private static int? FindOwner(UnixDomainSocketEndPoint place)
    {
        // Nobody takes these connections; when the queue of them is full, a wait would have no end.
        using var socket = NewSocket();
        socket.Blocking = false;
        try
        {
            socket.Connect(place);
            return PeerOf.Read(socket) is { } peer && peer.User == CurrentUser.Id ? peer.Pid : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static Socket NewSocket() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
