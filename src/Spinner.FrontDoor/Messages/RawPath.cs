using System.Buffers;
using System.Globalization;
using System.Text;

namespace Spinner.FrontDoor.Messages;

/// <summary>
/// A path as the client wrote it, beside what a server made of it. Kestrel leaves <c>%2f</c> in the decoded path and decodes <c>%25</c>, so that
/// what is encoded again from it is another path: <c>%252f</c>.
/// </summary>
static class RawPath
{
    private const string Slash = "%2f";

    // RFC 3986, 3.3: what a path consists of.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "/:@!$&'()*+,;=-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Whether a server that decodes the raw path gets this one, and no reader finds a dot segment in it.</summary>
    public static bool IsPlainly(ReadOnlySpan<char> raw, string before, string path)
    {
        // The server has removed the dot segments it saw: what is the same without decoding has none, unless it takes a backslash for a slash.
        if (raw.IndexOfAny('%', '\\') < 0)
            return raw.Length == before.Length + path.Length && raw.StartsWith(before, StringComparison.Ordinal) && raw.EndsWith(path, StringComparison.Ordinal);
        var text = raw.ToString();
        return Decode(text) == before + path && !HasDots(text);
    }

    /// <summary>How much of a raw path stands for a decoded text that it begins with; -1: it does not.</summary>
    public static int LengthOf(ReadOnlySpan<char> raw, string decoded)
    {
        if (raw.StartsWith(decoded, StringComparison.Ordinal)) return decoded.Length;
        var at = 0;
        foreach (var wanted in Encoding.UTF8.GetBytes(decoded))
        {
            if (at >= raw.Length) return -1;
            var isEncoded = raw[at] == '%' && at + 2 < raw.Length && byte.TryParse(raw.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, null, out _);
            var got = isEncoded ? byte.Parse(raw.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, null) : (byte)raw[at];
            if (got != wanted) return -1;
            at += isEncoded ? 3 : 1;
        }

        return at;
    }

    /// <summary>A decoded path as it stands in a URI; a percent sign in it is one.</summary>
    public static string Encode(string path)
    {
        var text = new StringBuilder(path.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(path))
            if (Plain.Contains((char)unit)) text.Append((char)unit);
            else text.Append('%').Append(unit.ToString("X2", CultureInfo.InvariantCulture));
        return text.ToString();
    }

    /// <summary>As Kestrel does: everything but an encoded slash.</summary>
    public static string Decode(string raw)
    {
        var text = new StringBuilder(raw.Length);
        var from = 0;
        for (var at = Next(0); at >= 0; at = Next(from))
        {
            text.Append(Uri.UnescapeDataString(raw[from..at])).Append(raw, at, Slash.Length);
            from = at + Slash.Length;
        }

        return text.Append(Uri.UnescapeDataString(raw[from..])).ToString();

        int Next(int start) => raw.IndexOf(Slash, start, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A child that decodes before it splits sees more slashes than we do.</summary>
    public static bool HasDots(string raw) => Uri.UnescapeDataString(raw).Split('/', '\\').Any(segment => segment is "." or "..");
}
