using System.Net;
using System.Net.Sockets;

namespace Spinner.Actors.Remote.Tests.Nodes;

/// <summary>Answers whoever connects in plain text and closes.</summary>
sealed class PlainServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public PlainServer()
    {
        _listener.Start();
        _ = AnswerAllAsync();
    }

    /// <summary>As if it were a spinner's.</summary>
    public string Address => $"akka.ssl.tcp://server@127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose() => _listener.Dispose();

    private async Task AnswerAllAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await client.GetStream().ReadAtLeastAsync(new byte[16 * 1024], 1);
                await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or IOException)
        {
            // disposed, or the other end did not wait
        }
    }
}
