using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Spinner.Actors.Remote.Tests.Nodes;

/// <summary>
/// A piece of network before a server. It can be cut: then bytes get lost without either end being told, as when a cable is pulled.
/// </summary>
sealed class Cable : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Socket> _sockets = [];
    private volatile bool _cut;

    public Cable()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where the server listens.</summary>
    public int Inner { get; } = Dummy.FreeTcp().Port;

    /// <summary>Where clients connect.</summary>
    public int Outer => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Cut() => _cut = true;

    /// <summary>New connections work again; those that lost bytes end.</summary>
    public void Mend()
    {
        while (_sockets.TryTake(out var socket)) socket.Dispose();
        _cut = false;
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        foreach (var socket in _sockets) socket.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = JoinAsync(await _listener.AcceptSocketAsync(_end.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task JoinAsync(Socket outer)
    {
        var inner = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(outer);
        _sockets.Add(inner);
        try
        {
            await inner.ConnectAsync(IPAddress.Loopback, Inner, _end.Token);
            await Task.WhenAny(PumpAsync(outer, inner), PumpAsync(inner, outer));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Nobody listens, or one end is gone; so is the other, below.
        }
        finally
        {
            outer.Dispose();
            inner.Dispose();
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _end.Token) is > 0 and var read)
                if (!_cut) await to.SendAsync(buffer.AsMemory(0, read), _end.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // As above.
        }
    }
}
