using System.Globalization;
using System.Text;

namespace Spinner.FrontDoor.Tests.Properties;

/// <summary>A message as its reader sees it: headers of the hop left out, its body without framing.</summary>
/// <param name="First">The first line.</param>
/// <param name="Fields">In the order of their names.</param>
/// <param name="Body">As far as it came.</param>
/// <param name="IsWhole">It came to its end.</param>
sealed record Seen(string First, string Fields, string Body, bool IsWhole)
{
    private static readonly string[] Hop = ["date", "connection", "transfer-encoding", "content-length", "via", "cache-control-of-door"];

    /// <summary>Of an answer.</summary>
    public bool IsBadGateway => First.StartsWith("HTTP/1.1 502 ", StringComparison.Ordinal);

    public static Seen Of(string message, bool hasBody)
    {
        var end = message.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return new Seen("broken 0", "", message, false);
        var lines = message[..end].Split("\r\n");
        var fields = lines.Skip(1).Select(l => l.Split(':', 2)).Select(f => (Name: f[0].ToLowerInvariant(), Value: f[1].Trim(' ', '\t'))).ToList();
        var rest = message[(end + 4)..];
        var length = fields.FirstOrDefault(f => f.Name == "content-length").Value;
        var isChunked = fields.Any(f => f.Name == "transfer-encoding");
        var (body, isWhole) = !hasBody ? ("", true) : isChunked ? Unchunk(rest)
            : length is null ? (rest, true) : (rest, rest.Length == int.Parse(length, CultureInfo.InvariantCulture));
        var told = fields.Where(f => !Hop.Contains(f.Name)).OrderBy(f => f.Name, StringComparer.Ordinal).ThenBy(f => f.Value, StringComparer.Ordinal);
        return new Seen(lines[0].TrimEnd(' '), string.Join('\n', told.Select(f => $"{f.Name}: {f.Value}")), body, isWhole);
    }

    private static (string Body, bool IsWhole) Unchunk(string text)
    {
        var body = new StringBuilder();
        while (text.IndexOf("\r\n", StringComparison.Ordinal) is > 0 and var line)
        {
            if (!int.TryParse(text.AsSpan(0, line), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size)) break;
            if (size == 0) return (body.ToString(), text.EndsWith("\r\n\r\n", StringComparison.Ordinal));
            if (text.Length < line + 4 + size) break;
            body.Append(text, line + 2, size);
            text = text[(line + 4 + size)..];
        }

        return (body.ToString(), false);
    }
}
