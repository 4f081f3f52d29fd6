using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Spinner.Host.Server;

/// <summary>
/// A listener whose socket can be bound anew while the server runs: the server sees one that never ends, and connections that were taken stay.
/// </summary>
/// <param name="endpoint">Where.</param>
/// <param name="bind">Binds a socket and listens.</param>
/// <param name="connections">Makes connections of what is taken. The listener's to dispose.</param>
/// <param name="clock">Says when to try again after the system has refused.</param>
sealed class ControlListener(EndPoint endpoint, Func<Socket> bind, SocketConnectionContextFactory connections, TimeProvider clock) : IConnectionListener
{
    // Out of descriptors a refusal comes at once, and again, and again.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private Socket _current = bind();
    private bool _hasEnded;

    public EndPoint EndPoint => endpoint;

    /// <summary>Binds it anew, and closes what was bound before. Not to be called twice at a time.</summary>
    /// <exception cref="IOException">It cannot be bound, see <see cref="Sockets.ControlSocket.Bind"/>.</exception>
    /// <exception cref="SocketException">The same.</exception>
    public void Renew()
    {
        var old = bind();
        lock (_lock)
            if (!_hasEnded) (old, _current) = (_current, old);
        old.Dispose();
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var asked = Current();
            try
            {
                return connections.Create(await asked.AcceptAsync(cancellationToken));
            }
            catch (Exception closed) when (closed is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                // A fresh one has taken its place, or it is over.
                if (asked == Current()) return null;
            }
            catch (SocketException)
            {
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _hasEnded = true;
            _current.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        connections.Dispose();
    }

    private Socket Current()
    {
        lock (_lock) return _current;
    }
}
