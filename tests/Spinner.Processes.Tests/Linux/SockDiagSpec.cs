using System.Net;
using System.Net.Sockets;
using Spinner.Actors;

namespace Spinner.Processes.Tests.Linux;

/// <summary>The kernel's answers over netlink, against real listeners.</summary>
public sealed class SockDiagSpec : IDisposable
{
    private readonly SockDiag _diag = SockDiag.TryOpenProven(new LibcSyscalls())!;
    private readonly List<Socket> _open = [];

    public void Dispose()
    {
        foreach (var socket in _open) socket.Dispose();
        _diag.Dispose();
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "::1", false)]
    [InlineData("0.0.0.0", "127.0.0.1", true)]
    [InlineData("0.0.0.0", "::1", false)]
    [InlineData("::1", "::1", true)]
    [InlineData("::1", "127.0.0.1", false)]
    [InlineData("::", "127.0.0.1", true)]
    [InlineData("::", "::1", true)]
    public void Sees_whom_a_connection_would_reach(string bound, string asked, bool listens)
    {
        if (bound.Contains(':', StringComparison.Ordinal) && !Socket.OSSupportsIPv6) return;
        var endpoint = new TcpEndpoint(asked, Listen(bound));
        Assert.Equal(listens, _diag.Listens(endpoint));
        Assert.Equal(listens ? 1 : 0, _diag.InodesOf(endpoint)!.Count);
        Assert.Equal(ListenTable.InodesOf(endpoint), _diag.InodesOf(endpoint));
    }

    [Fact]
    public void Bound_is_not_listening()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.False(_diag.Listens(new TcpEndpoint("127.0.0.1", ((IPEndPoint)socket.LocalEndPoint!).Port)));
    }

    [Fact]
    public void Two_that_share_a_port_are_both_seen()
    {
        var port = Listen("127.0.0.1", shares: true);
        Listen("127.0.0.1", port, shares: true);
        Assert.Equal(2, _diag.InodesOf(new TcpEndpoint("127.0.0.1", port))!.Count);
    }

    [Fact]
    public void Every_listening_port_is_in_the_dump()
    {
        var ports = Enumerable.Range(0, 600).Select(_ => Listen("127.0.0.1")).ToList();
        Assert.Subset(_diag.Ports()!, ports.ToHashSet());
    }

    private int Listen(string address, int port = 0, bool shares = false)
    {
        var at = IPAddress.Parse(address);
        var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _open.Add(socket);
        if (at.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
        // SO_REUSEPORT of SOL_SOCKET
        if (shares) socket.SetRawSocketOption(1, 15, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(at, port));
        socket.Listen(8);
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
