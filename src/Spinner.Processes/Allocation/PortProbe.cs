using System.Net;
using System.Net.Sockets;

namespace Spinner.Processes;

/// <summary>Asks the system whether a port may be bound on loopback. Stateless; the answer may be old when it arrives.</summary>
internal static class PortProbe
{
    /// <summary>Whether any program could bind the port now: nobody listens, and nothing of an earlier connection lingers.</summary>
    /// <remarks>.NET sets SO_REUSEADDR on Unix when it binds a socket whose protocol is <see cref="ProtocolType.Tcp"/>, and that bind succeeds over
    /// the TIME_WAIT remnants many a child stumbles on. With the protocol unspecified it does not; the socket is a TCP socket all the same.</remarks>
    internal static bool IsUnused(int port) => BothFamilies(port, ProtocolType.Unspecified) == SocketError.Success;

    /// <summary>What a program that sets SO_REUSEADDR, as servers do, would get: it passes over remnants, not over a living listener.</summary>
    /// <returns><see cref="SocketError.Success"/>, <see cref="SocketError.AddressAlreadyInUse"/> or <see cref="SocketError.AccessDenied"/>.</returns>
    internal static SocketError AsServer(int port) => BothFamilies(port, ProtocolType.Tcp);

    private static SocketError BothFamilies(int port, ProtocolType protocol)
    {
        var first = Bind(IPAddress.Loopback, port, protocol);
        return first == SocketError.Success ? Bind(IPAddress.IPv6Loopback, port, protocol) : first;
    }

    private static SocketError Bind(IPAddress address, int port, ProtocolType protocol)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, protocol);
            socket.Bind(new IPEndPoint(address, port));
            return SocketError.Success;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode switch
            {
                // This machine has no such address: nobody can be in the way on it.
                SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable or SocketError.ProtocolNotSupported => SocketError.Success,
                SocketError.AddressAlreadyInUse or SocketError.AccessDenied => refused.SocketErrorCode,
                _ => throw new NoEndpointException($"Whether port {port} is free cannot be found out: {ErrorText.Of(refused)}", refused)
                {
                    MayPass = Errno.MayPass(refused),
                },
            };
        }
    }
}
