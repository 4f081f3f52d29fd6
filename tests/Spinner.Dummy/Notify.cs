using System.Net.Sockets;
using System.Text;

namespace Misbehaving;

/// <summary>Tells the supervisor something; see sd_notify(3).</summary>
internal static class Notify
{
    public static void Send(string text) => Flood(1, text);

    public static void Flood(int times, string text)
    {
        var path = Environment.GetEnvironmentVariable("NOTIFY_SOCKET") ?? throw new UsageException("There is no NOTIFY_SOCKET in the environment.");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        for (var i = 0; i < times; i++) socket.SendTo(Encoding.UTF8.GetBytes(text), new UnixDomainSocketEndPoint(path));
    }
}
