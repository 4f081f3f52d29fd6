using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Misbehaving.Web;

/// <summary>What is answered to which path. False ends the connection.</summary>
internal static class WebAnswers
{
    public static bool Answer(WebRequest request, Stream connection)
    {
        var words = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["pid"]: return Text(connection, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            case ["env", var name]: return Text(connection, Environment.GetEnvironmentVariable(name) ?? "");
            case ["head", ..]: return Text(connection, $"{request.Method} {request.Path}\n{string.Join('\n', request.Lines)}");
            case ["upload"]: return Upload(request, connection);
            case ["download", var bytes]: return Download(connection, Number(bytes));
            case ["events", var count, var ms]: return Events(connection, Number(count), Number(ms));
            case ["trailers"]: return Trailers(connection);
            case ["late", var ms]:
                Pause.For((int)Number(ms));
                return Text(connection, "late");
            case ["never"]:
                Pause.Forever();
                return false;
            case ["big-head", var bytes]: return Send(connection, $"X-Big: {new string('x', (int)Number(bytes))}\r\n", "");
            case ["accented"]: return Send(connection, "X-Real: é\r\n", "");
            case ["end", var how]: return Ends.While(how, request, connection);
            case ["ws"]: return WebSocketEcho.Serve(request, connection);
            default: return Text(connection, "hello, world");
        }
    }

    public static bool Text(Stream connection, string body) => Send(connection, "Content-Type: text/plain\r\n", body);

    private static bool Upload(WebRequest request, Stream connection)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length = 0;
        foreach (var piece in request.Body())
        {
            hash.AppendData(piece.Span);
            length += piece.Length;
        }

        return Text(connection, $"{length} {Convert.ToHexString(hash.GetHashAndReset())}");
    }

    private static bool Download(Stream connection, long left)
    {
        Head(connection, $"Content-Length: {left}\r\n");
        var piece = new byte[64 * 1024];
        for (; left > 0; left -= piece.Length) connection.Write(piece, 0, (int)Math.Min(left, piece.Length));
        return true;
    }

    private static bool Events(Stream connection, long count, long milliseconds)
    {
        Head(connection, "Content-Type: text/event-stream\r\nConnection: close\r\n");
        for (var i = 0; i < count; i++)
        {
            connection.Write(Encoding.ASCII.GetBytes($"data: {i}\n\n"));
            connection.Flush();
            Pause.For((int)milliseconds);
        }

        return false;
    }

    private static bool Trailers(Stream connection)
    {
        Head(connection, "Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n");
        connection.Write("5\r\nhello\r\n0\r\nX-Sum: 5d41\r\n\r\n"u8);
        return true;
    }

    private static bool Send(Stream connection, string headers, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Head(connection, $"{headers}Content-Length: {bytes.Length}\r\n");
        connection.Write(bytes);
        return true;
    }

    private static void Head(Stream connection, string headers) =>
        connection.Write(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nX-Pid: {Environment.ProcessId}\r\n{headers}\r\n"));

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
