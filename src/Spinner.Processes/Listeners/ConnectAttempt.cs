using System.Net;
using System.Net.Sockets;

namespace Spinner.Processes;

/// <summary>One connect that answers yes or no. A refused one throws nothing: readiness asks many times before the yes.</summary>
internal static class ConnectAttempt
{
    internal static async Task<bool> SucceedsAsync(EndPoint to, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = Open(to);
            using var args = new SocketAsyncEventArgs { RemoteEndPoint = to };
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            args.Completed += (_, _) => done.TrySetResult();
            if (socket.ConnectAsync(args))
            {
                var stop = cancellationToken.Register(() => Socket.CancelConnectAsync(args));
                await using var ended = stop.ConfigureAwait(false);
                await done.Task.ConfigureAwait(false);
            }

            return args.SocketError == SocketError.Success && !IsConnectedToItself(socket);
        }
        catch (SocketException)
        {
            // No socket to be had just now (out of descriptors, no such address family): that is no listener either.
            return false;
        }
    }

    private static Socket Open(EndPoint to) =>
        new(to.AddressFamily, SocketType.Stream, to.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);

    // A TCP connect to a free port of the ephemeral range can pick that very port as its source and meet itself.
    private static bool IsConnectedToItself(Socket socket) =>
        socket.LocalEndPoint is IPEndPoint { Port: not 0 } local && local.Equals(socket.RemoteEndPoint);
}
