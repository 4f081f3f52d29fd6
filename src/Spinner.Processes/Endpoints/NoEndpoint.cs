using System.Net.Sockets;

namespace Spinner.Actors;

/// <summary>Where a launch listens that listens on nothing. It is <see cref="ChildEndpoint.None"/>.</summary>
public sealed record NoEndpoint : ChildEndpoint
{
    internal NoEndpoint() { }

    /// <summary>Empty: the child gets no <c>PORT</c>.</summary>
    public override string PortValue => "";

    /// <summary>Nobody can connect to it.</summary>
    /// <exception cref="SocketException">Always: <see cref="SocketError.AddressNotAvailable"/>.</exception>
    public override ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken = default) => ValueTask.FromException<Stream>(
        new SocketException((int)SocketError.AddressNotAvailable, "The child listens on nothing (endpoint = none): nobody can connect to it."));

    /// <summary><c>none</c>.</summary>
    public override string ToString() => "none";
}
