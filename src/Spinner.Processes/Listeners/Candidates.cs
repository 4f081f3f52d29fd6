using System.Net;
using System.Net.Sockets;

namespace Spinner.Processes;

/// <summary>The addresses a launch may answer on. A child that binds <c>localhost</c> may mean either loopback.</summary>
internal static class Candidates
{
    internal static IReadOnlyList<ChildEndpoint> Of(ChildEndpoint endpoint) => endpoint switch
    {
        TcpEndpoint tcp => [.. Hosts(tcp.Host).Distinct().Select(host => tcp with { Host = host })],
        NoEndpoint => [],
        _ => [endpoint],
    };

    internal static EndPoint AddressOf(ChildEndpoint endpoint) => endpoint switch
    {
        TcpEndpoint tcp => new IPEndPoint(IPAddress.Parse(tcp.Host), tcp.Port),
        UnixEndpoint unix => UnixAddress.Of(unix.Path),
        _ => throw new NotSupportedException($"The portable engine cannot probe {endpoint}."),
    };

    private static string[] Hosts(string host) => Socket.OSSupportsIPv6 ? [host, "127.0.0.1", "::1"] : [host, "127.0.0.1"];
}
