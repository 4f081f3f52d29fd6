using System.Net.Sockets;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>A unix domain socket.</summary>
/// <param name="Path">Absolute path of at most 107 bytes.</param>
public sealed record UnixEndpoint(string Path) : ChildEndpoint
{
    /// <summary>Bytes of UTF-8 that fit into <c>sun_path</c> beside the terminating zero; see unix(7).</summary>
    public const int MaxPathBytes = 107;

    /// <inheritdoc/>
    public override string PortValue => Path;

    /// <inheritdoc/>
    public override ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken = default) =>
        ConnectAsync(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), UnixAddress.Of(Path), cancellationToken);

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
