using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Spinner.FrontDoor.Server;

/// <summary>Finds clients that vanished without a word: an open WebSocket or stream of theirs would keep a child alive for ever.</summary>
static class PeerProbe
{
    private const int Probes = 3;

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
