using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Misbehaving;

/// <summary>Answers one request and closes: just enough HTTP/1.1 for any client.</summary>
internal static class HttpAnswer
{
    /// <summary>Written by one verb, read by every connection.</summary>
    public static volatile bool IsUnwell;

    public static void To(Socket connection)
    {
        using (connection)
        {
            try
            {
                if (ReadPath(connection) is not { } path) return;
                var body = Route(path);
                var status = IsUnwell && path == "/health" ? "503 Service Unavailable" : "200 OK";
                var text = $"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n" +
                           $"X-Pid: {Environment.ProcessId}\r\nConnection: close\r\n\r\n{body}";
                connection.Send(Encoding.UTF8.GetBytes(text));
                connection.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // The client has gone; the next one may stay.
            }
        }
    }

    private static string Route(string path)
    {
        switch (path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            case ["pid"]: return Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            case ["env", var name]: return Environment.GetEnvironmentVariable(name) ?? "";
            case ["well"]: IsUnwell = false; break;
            case ["exit", var code]: Environment.Exit(int.Parse(code, CultureInfo.InvariantCulture)); break;
            case ["crash"]: Signals.SendToSelf(Signals.Kill); break;
            case ["signal", var number]: Signals.SendToSelf(int.Parse(number, CultureInfo.InvariantCulture)); break;
        }

        return "hello, world";
    }

    // Null when the client closed first, as a readiness probe does.
    private static string? ReadPath(Socket connection)
    {
        var buffer = new byte[8 * 1024];
        var length = 0;
        while (length < buffer.Length && !buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            var count = connection.Receive(buffer, length, buffer.Length - length, SocketFlags.None);
            if (count == 0) return null;
            length += count;
        }

        var words = Encoding.ASCII.GetString(buffer, 0, length).Split(' ', 3);
        return words.Length == 3 ? words[1] : null;
    }
}
