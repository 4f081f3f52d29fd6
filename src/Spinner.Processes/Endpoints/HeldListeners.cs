using System.Net;
using System.Net.Sockets;

namespace Spinner.Processes;

/// <summary>
/// The listeners this process holds for children that take over a socket instead of binding one. Connections wait in them while no launch lives.
/// Safe for concurrent use.
/// </summary>
internal sealed class HeldListeners
{
    // The kernel cuts it to net.core.somaxconn.
    private const int Backlog = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<Endpoint, Socket> _listeners = [];

    /// <summary>The one of this process.</summary>
    internal static HeldListeners Shared { get; } = new();

    /// <summary>Begins to listen on an address that was reserved.</summary>
    /// <exception cref="NoEndpointException">The system refuses it.</exception>
    internal void Open(Endpoint endpoint)
    {
        Socket? socket = null;
        try
        {
            socket = endpoint is TcpEndpoint
                ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
                : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(AddressOf(endpoint));
            socket.Listen(Backlog);
        }
        catch (SocketException refused)
        {
            socket?.Dispose();
            throw new NoEndpointException($"Nothing can listen on {endpoint}: {refused.Message}", refused);
        }

        lock (_lock) _listeners.Add(endpoint, socket);
    }

    /// <summary>The descriptor of a listener, valid until its endpoint is released; null when none is held there.</summary>
    internal int? Find(Endpoint endpoint)
    {
        lock (_lock) return _listeners.TryGetValue(endpoint, out var socket) ? (int)socket.Handle : null;
    }

    /// <summary>Connections that still wait are refused. Does nothing where no listener is held.</summary>
    internal void Close(Endpoint endpoint)
    {
        lock (_lock)
        {
            if (_listeners.Remove(endpoint, out var socket)) socket.Dispose();
        }
    }

    private static EndPoint AddressOf(Endpoint endpoint) => endpoint switch
    {
        TcpEndpoint tcp => new IPEndPoint(IPAddress.Parse(tcp.Host), tcp.Port),
        UnixEndpoint unix => new UnixDomainSocketEndPoint(unix.Path),
        _ => throw new NoEndpointException($"No listener can be held on {endpoint}."),
    };
}
