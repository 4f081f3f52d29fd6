using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Spinner.Host.Sockets;

namespace Spinner.Host.Server;

/// <summary>What Kestrel listens with on the unix socket of the control API.</summary>
sealed class ControlTransport(ControlSocket socket, IOptions<SocketTransportOptions> options, ILoggerFactory logs, TimeProvider clock)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private ControlListener? _listener;

    public bool CanBind(EndPoint endpoint) => endpoint is UnixDomainSocketEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var connections = new SocketConnectionContextFactory(new SocketConnectionFactoryOptions(), logs.CreateLogger<ControlTransport>());
        _listener = new ControlListener(endpoint, Listen, connections, clock);
        return ValueTask.FromResult<IConnectionListener>(_listener);
    }

    /// <summary>Binds the socket anew where its path names another one or none.</summary>
    /// <returns>Whether that was so.</returns>
    public bool Restore()
    {
        if (_listener is null || socket.IsInPlace) return false;
        _listener.Renew();
        return true;
    }

    private Socket Listen()
    {
        var bound = socket.Bind();
        bound.Listen(options.Value.Backlog);
        return bound;
    }
}
