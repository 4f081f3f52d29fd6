using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Spinner.Processes;

/// <summary>A non-blocking connect(2) that may outlast one look at it: a listener whose queue is full answers late.</summary>
internal sealed class PendingConnect(ISyscalls system, TcpEndpoint candidate)
{
    private const int Stream = 1;
    private readonly byte[] _address = AddressOf(candidate);
    private int _socket = -1;

    internal TcpEndpoint Candidate => candidate;

    /// <summary>Whether somebody took the connection, which is then closed. Begins a new one when the last was refused.</summary>
    internal bool Succeeds()
    {
        if (_socket < 0) _socket = system.Socket(_address[0], Stream, 0);
        // No descriptor just now: that is no listener either.
        if (_socket < 0) return false;
        var answer = system.Connect(_socket, _address);
        // On loopback the other side has answered by now, and a second call tells what.
        if (answer == -Errno.InProgress) answer = system.Connect(_socket, _address);
        if (answer == -Errno.Already) return false;
        var isTaken = answer == 0 && !IsConnectedToItself();
        Close();
        return isTaken;
    }

    internal void Close()
    {
        if (_socket >= 0) _ = system.Close(_socket);
        _socket = -1;
    }

    // A connect to a free port of the ephemeral range can pick that very port as its source and meet itself.
    private bool IsConnectedToItself()
    {
        Span<byte> own = stackalloc byte[_address.Length];
        return system.SocketName(_socket, own) >= 0 && own[2..4].SequenceEqual(_address.AsSpan(2, 2));
    }

    // struct sockaddr_in and sockaddr_in6: a family, a port, then what differs.
    private static byte[] AddressOf(TcpEndpoint endpoint)
    {
        var host = IPAddress.Parse(endpoint.Host);
        var isV4 = host.AddressFamily == AddressFamily.InterNetwork;
        var address = new byte[isV4 ? 16 : 28];
        address[0] = (byte)(isV4 ? SockDiagRequest.V4 : SockDiagRequest.V6);
        BinaryPrimitives.WriteUInt16BigEndian(address.AsSpan(2), (ushort)endpoint.Port);
        host.GetAddressBytes().CopyTo(address, isV4 ? 4 : 8);
        return address;
    }
}
