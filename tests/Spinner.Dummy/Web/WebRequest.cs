using System.Globalization;
using System.Text;

namespace Misbehaving.Web;

/// <summary>A request: its head, and its body to be read once.</summary>
internal sealed class WebRequest(Stream connection, string method, string target, IReadOnlyList<string> lines)
{
    public string Method => method;

    public string Path => target.Split('?')[0];

    /// <summary>The header lines as they came.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>Null when the client closed the connection.</summary>
    public static WebRequest? Read(Stream connection)
    {
        if (ReadLine(connection) is not { Length: > 0 } first) return null;
        var lines = new List<string>();
        while (ReadLine(connection) is { Length: > 0 } line) lines.Add(line);
        var words = first.Split(' ');
        return new WebRequest(connection, words[0], words[1], lines);
    }

    public string? Header(string name) => lines
        .Where(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(l => l[(name.Length + 1)..].Trim()).FirstOrDefault();

    /// <summary>The body piece by piece; the client that waits to be told to send it is told.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Body()
    {
        if (Header("Expect") is not null)
        {
            connection.Write("HTTP/1.1 100 Continue\r\n\r\n"u8);
            connection.Flush();
        }

        if (Header("Content-Length") is { } length)
        {
            foreach (var piece in Exactly(long.Parse(length, CultureInfo.InvariantCulture))) yield return piece;
            yield break;
        }

        if (Header("Transfer-Encoding") is null) yield break;
        while (true)
        {
            var size = long.Parse(ReadLine(connection)!, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            foreach (var piece in Exactly(size)) yield return piece;
            ReadLine(connection);
            if (size == 0) yield break;
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> Exactly(long left)
    {
        var buffer = new byte[64 * 1024];
        while (left > 0)
        {
            var count = connection.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (count == 0) throw new EndOfStreamException();
            left -= count;
            yield return buffer.AsMemory(0, count);
        }
    }

    // Latin-1, so that every byte can be given back as it came.
    private static string? ReadLine(Stream connection)
    {
        var line = new StringBuilder();
        for (var next = connection.ReadByte(); next != '\n'; next = connection.ReadByte())
        {
            if (next < 0) return null;
            if (next != '\r') line.Append((char)next);
        }

        return line.ToString();
    }
}
