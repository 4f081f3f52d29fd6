using System.Security.Cryptography;
using System.Text;

namespace Misbehaving.Web;

/// <summary>Upgrades the connection and gives every message back.</summary>
internal static class WebSocketEcho
{
    public static bool Serve(WebRequest request, Stream connection)
    {
        // RFC 6455, 4.2.2: the magic text and SHA-1 are the handshake, not security.
#pragma warning disable CA5350
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(request.Header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        connection.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"));
        connection.Flush();
        using var socket = System.Net.WebSockets.WebSocket.CreateFromStream(connection, new System.Net.WebSockets.WebSocketCreationOptions { IsServer = true });
        var buffer = new byte[4096];
        while (true)
        {
            var got = socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).AsTask().GetAwaiter().GetResult();
            if (got.MessageType == System.Net.WebSockets.WebSocketMessageType.Close) return Close(socket);
            socket.SendAsync(buffer.AsMemory(0, got.Count), got.MessageType, got.EndOfMessage, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
    }

    private static bool Close(System.Net.WebSockets.WebSocket socket)
    {
        socket.CloseOutputAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).GetAwaiter().GetResult();
        return false;
    }
}
