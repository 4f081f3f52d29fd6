using System.Net;
using System.Net.Sockets;

namespace Spinner.Processes;

/// <summary>The address of a unix socket by the bytes of its path, as <see cref="ByteText"/> has them; .NET's own makes other bytes of what is no UTF-8.</summary>
internal sealed class UnixAddress : EndPoint
{
    // struct sockaddr_un of Linux: the family in two bytes, then the path and a zero.
    private const int Family = 2;

    private readonly string _path;

    private UnixAddress(string path) => _path = path;

    /// <inheritdoc/>
    public override AddressFamily AddressFamily => AddressFamily.Unix;

    /// <summary>The address of a path.</summary>
    internal static EndPoint Of(string path) => OperatingSystem.IsLinux() ? new UnixAddress(path) : new UnixDomainSocketEndPoint(path);

    /// <inheritdoc/>
    public override SocketAddress Serialize()
    {
        var address = new SocketAddress(AddressFamily.Unix, Family + ByteText.CountBytes(_path) + 1);
        ByteText.Encode(_path, address.Buffer.Span[Family..]);
        return address;
    }

    /// <summary>Asked for the other end, which has no name of its own.</summary>
    public override EndPoint Create(SocketAddress socketAddress) => this;

    /// <inheritdoc/>
    public override string ToString() => _path;
}
