using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Spinner.FrontDoor.Sockets;

/// <summary>Finds clients that vanished without a word: an open WebSocket or stream of theirs would keep a child alive for ever.</summary>
static class ClientProbe
{
    private const int Probes = 3;

    // See tcp(7) and <netinet/tcp.h>: the first byte of TCP_INFO is the state, and CLOSE_WAIT is that the peer has said its last.
    private const int Tcp = 6, TcpInfo = 11, CloseWait = 8;

    /// <summary>Whether the peer sends nothing any more, though what it sent may not have been read yet. False where the system does not tell.</summary>
    public static bool HasEnded(Socket socket)
    {
        if (!OperatingSystem.IsLinux() || socket.AddressFamily == AddressFamily.Unix) return false;
        try
        {
            Span<byte> info = stackalloc byte[8];
            return socket.GetRawSocketOption(Tcp, TcpInfo, info) > 0 && info[0] == CloseWait;
        }
        catch (Exception unknown) when (unknown is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>A bound socket whose accepted connections are probed; tcp(7): they inherit it from the listener.</summary>
    public static Socket Listen(EndPoint at, TimeSpan silence)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(at);
        if (at is not IPEndPoint) return socket;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)silence.TotalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Math.Max(1, (int)silence.TotalSeconds / Probes));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
        return socket;
    }
}
