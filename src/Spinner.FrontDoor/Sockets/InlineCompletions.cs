using System.Net;
using System.Net.Sockets;

namespace Spinner.FrontDoor;

/// <summary>
/// Lets .NET go on with what waited for a socket on the thread that hears of it, instead of handing it to the thread pool: most of what a warm
/// request costs beyond its system calls is that one thread wakes another. The program <c>spinner</c> does it.
/// </summary>
public static class InlineCompletions
{
    /// <summary>.NET's own switch, which it reads once in a process.</summary>
    internal const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>What is in force, as far as it was decided by <see cref="Use"/> or from outside.</summary>
    internal static bool AreUsed { get; private set; } = Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>
    /// For the whole process, so only for one whose code never blocks after it awaited a socket: whoever does stops other connections. Before any
    /// socket is used; later it has no effect. A value the variable was given stays, and children do not inherit ours. Not safe for concurrent use.
    /// </summary>
    public static void Use()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null) return;
        Environment.SetEnvironmentVariable(Variable, "1");
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            // The first wait is when .NET reads it. Nobody sends: it ends with the socket.
            _ = socket.ReceiveAsync(new byte[1]).ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
            AreUsed = true;
        }
    }
}
