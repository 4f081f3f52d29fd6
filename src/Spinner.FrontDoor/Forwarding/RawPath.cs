using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>
/// The path as the client wrote it. Kestrel leaves <c>%2f</c> in the decoded path and decodes <c>%25</c>, so that what is encoded again from it is
/// another path: <c>%252f</c>.
/// </summary>
static class RawPath
{
    private const string Slash = "%2f";

    // RFC 3986, 3.3: what a path consists of. A client may send more; that is encoded anew.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "%/:@!$&'()*+,;=-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <returns>
    /// Where the child gets it, without what was taken away from the path; null: nothing is encoded in it, it is not what was routed, or it hides
    /// a dot segment. Then the decoded path is to be encoded anew.
    /// </returns>
    public static Uri? Of(HttpContext context, Route route, string destination)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (!target.Contains('%', StringComparison.Ordinal) || target[0] != '/' || target.Contains('#', StringComparison.Ordinal)) return null;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var raw = query < 0 ? target : target[..query];
        var (before, path) = (context.Request.PathBase.Value, context.Request.Path.Value);
        if (raw.AsSpan().ContainsAnyExcept(Plain) || Decode(raw) != before + path || HasDots(raw)) return null;
        var taken = route.Strips ? before + route.Prefix : before!;
        if (!raw.StartsWith(taken, StringComparison.Ordinal)) return null;
        var rest = raw[taken.Length..];
        if (rest.Length > 0 && rest[0] != '/') return null;
        return new Uri($"{destination}{(rest.Length == 0 ? "/" : rest)}{context.Request.QueryString.Value}", AsItIs);
    }

    // As Kestrel does: everything but an encoded slash.
    private static string Decode(string raw)
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

    // A child that decodes before it splits sees more slashes than we do.
    private static bool HasDots(string raw) => Uri.UnescapeDataString(raw).Split('/', '\\').Any(segment => segment is "." or "..");
}
