using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Spinner.Actors;

/// <summary>A TCP endpoint on this machine.</summary>
/// <param name="Host">The literal address that answered, <c>127.0.0.1</c> or <c>::1</c>; never a name.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record TcpEndpoint(string Host, int Port) : ChildEndpoint
{
    /// <inheritdoc/>
    public override string PortValue => Port.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken = default)
    {
        var address = IPAddress.Parse(Host);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        return ConnectAsync(socket, new IPEndPoint(address, Port), cancellationToken);
    }

    /// <summary><c>127.0.0.1:20001</c> or <c>[::1]:20001</c>.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
