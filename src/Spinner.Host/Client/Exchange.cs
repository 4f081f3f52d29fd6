using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Spinner.Host.Client;

/// <summary>
/// One request and its answer on one connection, as HTTP/1.0 has it: the body ends with the connection. HttpClient does far more, and to
/// make it ready takes longer than all the rest of a command.
/// </summary>
sealed class Exchange : IDisposable
{
    private const string LineEnd = "\r\n";

    private Exchange(int status, string contentType, Stream body) => (Status, ContentType, Body) = (status, contentType, body);

    public int Status { get; }

    /// <summary>Without its parameters.</summary>
    public string ContentType { get; }

    /// <summary>To be read to its end.</summary>
    public Stream Body { get; }

    public void Dispose() => Body.Dispose();

    /// <summary>Sends a request and reads the head of its answer; blocks. Owns the socket from now on.</summary>
    /// <exception cref="IOException">The connection broke, or it is no HTTP that answers.</exception>
    public static Exchange Ask(Socket connected, string method, string path, string? body)
    {
        // Not buffered: a BufferedStream that has something waits for more all the same, and the first line of a log would wait for the second.
        var stream = new NetworkStream(connected, ownsSocket: true);
        try
        {
            stream.Write(Request(method, path, body));
            return Head(stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static byte[] Request(string method, string path, string? body)
    {
        var length = body is null ? 0 : Encoding.UTF8.GetByteCount(body);
        var content = body is null ? "" : $"Content-Type: application/json{LineEnd}";
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{method} {path} HTTP/1.0{LineEnd}Host: spinner{LineEnd}{content}Content-Length: {length}{LineEnd}{LineEnd}{body}"));
    }

    private static Exchange Head(NetworkStream stream)
    {
        var words = Line(stream).Split(' ', 3);
        if (words.Length < 2 || !words[0].StartsWith("HTTP/1.", StringComparison.Ordinal) || !int.TryParse(words[1], out var status))
            throw new InvalidDataException("what answers there speaks no HTTP");
        var contentType = "";
        while (Line(stream) is { Length: > 0 } line)
            if (line.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase)) contentType = line[13..].Split(';')[0].Trim();
        return new Exchange(status, contentType, stream);
    }

    private static string Line(NetworkStream stream)
    {
        const int MaxLength = 64 * 1024;
        var line = new StringBuilder();
        while (stream.ReadByte() is var read && read != '\n')
        {
            if (read < 0) throw new EndOfStreamException("the connection ended before its answer");
            if (line.Length == MaxLength) throw new InvalidDataException("what answers there speaks no HTTP");
            line.Append((char)read);
        }

        return line.ToString().TrimEnd('\r');
    }
}
