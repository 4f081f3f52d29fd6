using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Spinner.FrontDoor.Configuration;

/// <summary>One address of <see cref="FrontDoorOptions.Listen"/>.</summary>
/// <param name="Text">All of it, whatever was left out.</param>
/// <param name="Scheme"><c>http</c>, <c>h2c</c> or <c>https</c>.</param>
/// <param name="Host"><c>localhost</c>, an address without brackets, or <c>*</c>.</param>
/// <param name="Port">0 to 65535.</param>
sealed record ListenAddress(string Text, string Scheme, string Host, int Port)
{
    public const string Allowed = "http://, h2c:// or https://, then localhost, an address or *, then a colon and a port; without the first http, "
        + "without the second localhost";

    private const string Separator = "://";

    /// <summary>Reads an address: <c>8080</c> and <c>:8080</c> are <c>http://localhost:8080</c>, this machine alone; every other needs a <c>*</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        text = Complete(text);
        var end = text.IndexOf(Separator, StringComparison.Ordinal);
        if (text[..end] is not ("http" or "h2c" or "https")) return false;
        var host = new HostString(text[(end + 3)..].TrimEnd('/'));
        var name = host.Host.Trim('[', ']');
        var colon = host.Value!.LastIndexOf(':');
        if (name is not ("localhost" or "*") && !IPAddress.TryParse(name, out _)) return false;
        if (colon < 0 || !int.TryParse(host.Value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return false;
        // The system picks a port for one socket; localhost is two.
        if (port > IPEndPoint.MaxPort || (port == 0 && name == "localhost")) return false;
        address = new ListenAddress(text, text[..end], name, port);
        return true;
    }

    private static string Complete(string text)
    {
        if (!text.Contains(Separator, StringComparison.Ordinal)) text = "http" + Separator + text;
        var host = text.IndexOf(Separator, StringComparison.Ordinal) + Separator.Length;
        if (text.AsSpan(host).StartsWith(":")) return text.Insert(host, "localhost");
        return text.Length > host && text.AsSpan(host).IndexOfAnyExceptInRange('0', '9') < 0 ? text.Insert(host, "localhost:") : text;
    }
}
