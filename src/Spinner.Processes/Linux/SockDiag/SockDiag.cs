using System.Net;
using System.Net.Sockets;

namespace Spinner.Processes;

/// <summary>Asks the kernel for TCP listeners over netlink: 4 µs for one address, where <c>/proc/net/tcp</c> takes 8 ms. Not safe for concurrent use.</summary>
internal sealed class SockDiag : IDisposable
{
    private const int NetlinkFamily = 16;
    private const int Raw = 3;
    private const int SockDiagProtocol = 4;

    private readonly ISyscalls _system;
    private readonly int _socket;
    private readonly byte[] _request = new byte[SockDiagRequest.Size];
    private readonly byte[] _received = new byte[32 * 1024];
    private uint _sequence;

    private SockDiag(ISyscalls system, int socket) => (_system, _socket) = (system, socket);

    private delegate void OnListener(in SockDiagReply listener);

    /// <summary>Null where the system refuses it.</summary>
    internal static SockDiag? TryOpen(ISyscalls system)
    {
        var socket = system.Socket(NetlinkFamily, Raw, SockDiagProtocol);
        return socket < 0 ? null : new SockDiag(system, socket);
    }

    /// <summary>As <see cref="TryOpen"/>, but only if it finds a listener that is there.</summary>
    /// <remarks>A kernel without the module says the same as one without the listener: no entry.</remarks>
    internal static SockDiag? TryOpenProven(ISyscalls system)
    {
        if (TryOpen(system) is not { } diag) return null;
        try
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(1);
            if (diag.Listens(new TcpEndpoint("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port))) return diag;
        }
        catch (SocketException refused)
        {
            // Not proven: for want of descriptors perhaps, and then there will be another engine.
            diag.Dispose();
            if (refused.SocketErrorCode is SocketError.TooManyOpenSockets) throw new IOException($"The system refused a socket: {refused.Message}", refused);
            return null;
        }

        diag.Dispose();
        return null;
    }

    /// <summary>Whether a connection to this address would reach a listener.</summary>
    internal bool Listens(TcpEndpoint endpoint)
    {
        SockDiagRequest.WriteExact(_request, ++_sequence, IPAddress.Parse(endpoint.Host), endpoint.Port);
        var found = false;
        Exchange(isDump: false, (in SockDiagReply _) => found = true);
        return found;
    }

    /// <summary>The inodes of all listeners that a connection to this address may reach; null when the kernel does not tell.</summary>
    internal HashSet<ulong>? InodesOf(TcpEndpoint endpoint)
    {
        var isTold = true;
        var inodes = ListenTable.Reachable(IPAddress.Parse(endpoint.Host), () => Dump(SockDiagRequest.V4), () => Dump(SockDiagRequest.V6));
        return isTold ? inodes : null;

        List<(IPAddress Address, ulong Inode)> Dump(int family)
        {
            var listeners = new List<(IPAddress, ulong)>();
            SockDiagRequest.WriteDump(_request, ++_sequence, family, endpoint.Port);
            // Booted without IPv6 the kernel refuses that half of the question, and then there is nobody there.
            isTold &= Exchange(isDump: true, (in SockDiagReply listener) => listeners.Add((listener.Address, listener.Inode))) || family == SockDiagRequest.V6;
            return listeners;
        }
    }

    /// <summary>Every port that somebody listens on; null when the kernel does not tell.</summary>
    internal HashSet<int>? Ports()
    {
        var ports = new HashSet<int>();
        foreach (var family in (ReadOnlySpan<int>)[SockDiagRequest.V4, SockDiagRequest.V6])
        {
            SockDiagRequest.WriteDump(_request, ++_sequence, family, 0);
            if (!Exchange(isDump: true, (in SockDiagReply listener) => ports.Add(listener.Port))) return null;
        }

        return ports;
    }

    /// <inheritdoc/>
    public void Dispose() => _ = _system.Close(_socket);

    // The kernel answers within send(2) and recv(2), so nothing is ever waited for. An answer to an earlier question is skipped.
    // False when it says no, or not everything.
    private bool Exchange(bool isDump, OnListener found)
    {
        if (_system.Send(_socket, _request) < 0) return false;
        int count;
        while ((count = _system.Receive(_socket, _received)) > 0)
        {
            ReadOnlySpan<byte> rest = _received.AsSpan(0, count);
            while (SockDiagReply.TryRead(ref rest, out var reply))
            {
                if (reply.Sequence != _sequence) continue;
                if (reply.IsEnd) return reply.Error == 0;
                if (reply.IsListener) found(reply);
                if (!isDump) return true;
            }
        }

        return false;
    }
}
