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
    private readonly Dictionary<ChildEndpoint, (Socket Socket, FileStat? File)> _listeners = [];

    /// <summary>The one of this process.</summary>
    internal static HeldListeners Shared { get; } = new();

    /// <summary>Begins to listen on an address that was reserved.</summary>
    /// <exception cref="NoEndpointException">The system refuses it.</exception>
    internal void Open(ChildEndpoint endpoint)
    {
        var listener = Listen(endpoint);
        lock (_lock) _listeners.Add(endpoint, listener);
    }

    /// <summary>The descriptor of a listener, valid until its endpoint is released; null when none is held there.</summary>
    /// <remarks>One whose file was swept is of no use to anybody: it is bound anew.</remarks>
    /// <exception cref="NoEndpointException">That is refused.</exception>
    internal int? Find(ChildEndpoint endpoint)
    {
        lock (_lock)
        {
            if (!_listeners.TryGetValue(endpoint, out var held)) return null;
            if (!IsSwept(endpoint, held)) return (int)held.Socket.Handle;
            if (endpoint is UnixEndpoint { Path: var path } && System.IO.Path.GetDirectoryName(path) is { } directory && !Directory.Exists(directory))
                PrivateDirectory.Ensure(directory, Privacy.Closed);
            var anew = Listen(endpoint);
            held.Socket.Dispose();
            _listeners[endpoint] = anew;
            return (int)anew.Socket.Handle;
        }
    }

    /// <summary>Whether the file of a held listener is gone, or another's.</summary>
    internal bool IsSwept(ChildEndpoint endpoint)
    {
        lock (_lock) return _listeners.TryGetValue(endpoint, out var held) && IsSwept(endpoint, held);
    }

    /// <summary>Connections that still wait are refused. Does nothing where no listener is held.</summary>
    internal void Close(ChildEndpoint endpoint)
    {
        lock (_lock)
        {
            if (!_listeners.Remove(endpoint, out var held)) return;
            if (endpoint is UnixEndpoint unix) SocketBinding.Close(held.Socket, unix.Path, held.File);
            else held.Socket.Dispose();
        }
    }

    private static bool IsSwept(ChildEndpoint endpoint, (Socket Socket, FileStat? File) held) =>
        endpoint is UnixEndpoint unix && held.File is not null && !SocketBinding.IsStill(unix.Path, held.File);

    private static (Socket Socket, FileStat? File) Listen(ChildEndpoint endpoint)
    {
        Socket? socket = null;
        try
        {
            socket = endpoint is TcpEndpoint
                ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
                : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            var file = endpoint is UnixEndpoint unix ? SocketBinding.Bind(socket, unix.Path) : null;
            if (file is null && endpoint is not UnixEndpoint) socket.Bind(AddressOf(endpoint));
            socket.Listen(Backlog);
            return (socket, file);
        }
        catch (SocketException refused)
        {
            socket?.Dispose();
            throw new NoEndpointException($"Nothing can listen on {endpoint}: {ErrorText.Of(refused)}", refused) { MayPass = Errno.MayPass(refused) };
        }
    }

    private static IPEndPoint AddressOf(ChildEndpoint endpoint) => endpoint switch
    {
        TcpEndpoint tcp => new IPEndPoint(IPAddress.Parse(tcp.Host), tcp.Port),
        _ => throw new NoEndpointException($"No listener can be held on {endpoint}."),
    };
}
