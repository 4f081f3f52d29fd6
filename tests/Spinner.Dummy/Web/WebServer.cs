using System.Net.Sockets;

namespace Misbehaving.Web;

/// <summary>Serves HTTP/1.1 with connections that stay open, bodies both ways and many ways to misbehave. Blocking, one thread per connection.</summary>
internal static class WebServer
{
    public static void ServeOnPort() =>
        Accept(Server.Listen(Environment.GetEnvironmentVariable("PORT") ?? throw new UsageException("There is no PORT in the environment.")));

    public static void ServeOnPassed() => Accept(Server.Passed());

    private static void Accept(Socket listener)
    {
        Start(() =>
        {
            while (true)
            {
                var connection = listener.Accept();
                Start(() => Serve(connection));
            }
        });
    }

    private static void Serve(Socket socket)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        using var connection = new BufferedStream(stream, 64 * 1024);
        try
        {
            while (WebRequest.Read(connection) is { } request && WebAnswers.Answer(request, connection)) connection.Flush();
        }
        catch (IOException)
        {
            // The client has gone; the next one may stay.
        }
    }

    private static void Start(ThreadStart action) => new Thread(action, 256 * 1024) { IsBackground = true }.Start();
}
