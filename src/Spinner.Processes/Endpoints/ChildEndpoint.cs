using System.Net;
using System.Net.Sockets;
using System.Text.Json.Serialization;
using Spinner.Processes;

namespace Spinner.Actors;

/// <summary>Where one launch listens. A value: equal endpoints are the same address. Safe to share between threads.</summary>
[JsonConverter(typeof(TextJsonConverter<ChildEndpoint>))]
public abstract record ChildEndpoint
{
    private protected ChildEndpoint() { }

    /// <summary>That of a launch which listens on nothing.</summary>
    public static ChildEndpoint None { get; } = new NoEndpoint();

    /// <summary>What the child reads in its environment as <c>PORT</c>: a port number, a socket path or a pipe name.</summary>
    public abstract string PortValue { get; }

    /// <summary>Opens a stream to whoever listens here; the caller disposes it.</summary>
    /// <exception cref="SocketException">Nobody listens there any more.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired.</exception>
    public abstract ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken = default);

    private protected static async ValueTask<Stream> ConnectAsync(Socket socket, EndPoint to, CancellationToken cancellationToken)
    {
        try
        {
            await socket.ConnectAsync(to, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
