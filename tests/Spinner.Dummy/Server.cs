using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Misbehaving;

/// <summary>Listens on a port number or a socket path; blocking sockets and one thread per connection, which start fastest.</summary>
internal static class Server
{
    private const int FirstPassed = 3;

    private static readonly List<Socket> Held = [];

    public static void ServeOnPort() =>
        Serve(Environment.GetEnvironmentVariable("PORT") ?? throw new UsageException("There is no PORT in the environment."));

    public static void Serve(string address) => Accept(Listen(address));

    /// <summary>On a listener that somebody else holds; see sd_listen_fds(3).</summary>
    public static void ServeOnPassed() => Accept(Passed());

    /// <summary>That listener.</summary>
    public static Socket Passed()
    {
        var (pid, count) = (Environment.GetEnvironmentVariable("LISTEN_PID"), Environment.GetEnvironmentVariable("LISTEN_FDS"));
        if (pid != Environment.ProcessId.ToString(CultureInfo.InvariantCulture) || count != "1")
            throw new UsageException($"LISTEN_PID is {pid}, LISTEN_FDS is {count}.");
        var socket = new Socket(new SafeSocketHandle(FirstPassed, ownsHandle: false));
        Held.Add(socket);
        Lifetime.Hold();
        return socket;
    }

    private static void Accept(Socket listener)
    {
        Start(() =>
        {
            while (true)
            {
                var connection = listener.Accept();
                Start(() => HttpAnswer.To(connection));
            }
        });
    }

    /// <summary>Whoever connects is kept waiting.</summary>
    public static Socket Listen(string address)
    {
        EndPoint at = int.TryParse(address, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new IPEndPoint(IPAddress.Parse(Environment.GetEnvironmentVariable("HOST") ?? "127.0.0.1"), port)
            : new UnixDomainSocketEndPoint(address);
        var socket = new Socket(at.AddressFamily, SocketType.Stream, at is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        if (at is IPEndPoint { AddressFamily: AddressFamily.InterNetworkV6 } six) socket.DualMode = six.Address.Equals(IPAddress.IPv6Any);
        try
        {
            socket.Bind(at);
            socket.Listen(128);
        }
        catch (SocketException error)
        {
            Output.PrintError($"cannot listen on {address}: {error.SocketErrorCode}");
            Environment.Exit(1);
        }

        Held.Add(socket);
        Lifetime.Hold();
        return socket;
    }

    private static void Start(ThreadStart action) => new Thread(action) { IsBackground = true }.Start();
}
