using System.Buffers;
using System.Globalization;
using System.Net;

namespace Spinner.FrontDoor.Messages;

/// <summary>The host of a <c>Host</c> header, as the client wrote it: nothing is decoded.</summary>
static class HostPart
{
    private const int Longest = 261;

    // RFC 3986, 3.2.2: what a name consists of. What is encoded with % is refused: no two readers agree on it.
    private static readonly SearchValues<char> Name = SearchValues.Create(
        "-._~!$&'()*+,;=0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly IdnMapping Idn = new();

    /// <summary>Without the port, the brackets of an IPv6 address, and the dot that may end a full name.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> header)
    {
        var bracket = header.IndexOf(']');
        var colon = header[(bracket + 1)..].IndexOf(':');
        var host = colon < 0 ? header : header[..(bracket + 1 + colon)];
        return host switch
        {
            ['[', .. var address, ']'] => address,
            [.. var name, '.'] => name,
            _ => host,
        };
    }

    /// <summary>A name without empty parts, or an address, and perhaps a port (RFC 9112, 3.2: anything else is 400).</summary>
    public static bool IsValid(ReadOnlySpan<char> header)
    {
        if (header.Length is 0 or > Longest) return false;
        var end = header[0] == '[' ? header.IndexOf(']') + 1 : header.IndexOf(':');
        if (end < 0) end = header.Length;
        var host = header[..end];
        var port = header[end..];
        return (port.IsEmpty || (port[0] == ':' && IsPort(port[1..]))) && (host is ['[', .. var address, ']'] ? IsAddress(address) : IsName(host));
    }

    /// <summary>A name in the one form it is compared in: that of DNS, <c>xn--</c> for what is not ASCII. What has no such form stays.</summary>
    public static string Canonical(string host)
    {
        if (System.Text.Ascii.IsValid(host)) return host;
        try
        {
            return Idn.GetAscii(host);
        }
        catch (ArgumentException)
        {
            return host;
        }
    }

    private static bool IsPort(ReadOnlySpan<char> digits) =>
        digits.IsEmpty || (uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port <= IPEndPoint.MaxPort);

    private static bool IsAddress(ReadOnlySpan<char> text) => text.Contains(':') && !text.Contains('%') && IPAddress.TryParse(text, out _);

    private static bool IsName(ReadOnlySpan<char> name) =>
        !name.IsEmpty && name[0] != '.' && !name.ContainsAnyExcept(Name) && name.IndexOf("..", StringComparison.Ordinal) < 0;
}
