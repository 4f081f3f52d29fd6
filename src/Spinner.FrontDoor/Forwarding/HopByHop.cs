using System.Buffers;
using System.Collections.Frozen;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>
/// Headers that <c>Connection</c> names belong to one connection, the client's with us or ours with the child (RFC 9110, 7.6.1). The forwarder drops
/// only the known ones, and Kestrel makes <c>close, X-Hop</c> the one word it knows; <see cref="Server.StrictHeaders"/> prevents that, where the
/// server is ours.
/// </summary>
static class HopByHop
{
    private const string Connection = "Connection";

    private static readonly SearchValues<char> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    // The forwarder has decided about these already; and nobody may take away the host, or the end of a message.
    private static readonly FrozenSet<string> Kept =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "close", "keep-alive", "upgrade", "host", "content-length", "transfer-encoding");

    // HttpRequestHeaders throws at these: they belong to the content.
    private static readonly FrozenSet<string> OfContent = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "Allow", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Location", "Content-MD5", "Content-Range", "Content-Type",
        "Expires", "Last-Modified");

    /// <summary>What the client's header names, from what the child gets.</summary>
    public static void Remove(StringValues connection, HttpRequestMessage request)
    {
        foreach (var line in connection)
        {
            if (line is null || IsUsual(line)) continue;
            foreach (var name in NamesIn(line))
                if (OfContent.Contains(name)) request.Content?.Headers.Remove(name);
                else request.Headers.Remove(name);
        }
    }

    /// <summary>What the child's header names, from what the client gets.</summary>
    public static void Remove(HttpResponseHeaders answer, IHeaderDictionary headers)
    {
        if (!answer.NonValidated.TryGetValues(Connection, out var connection)) return;
        foreach (var line in connection)
        {
            if (IsUsual(line)) continue;
            foreach (var name in NamesIn(line)) headers.Remove(name);
        }
    }

    // What nearly everybody says, and an upgrade, name no header of ours to drop.
    private static bool IsUsual(string line) => line.Equals("keep-alive", StringComparison.OrdinalIgnoreCase)
        || line.Equals("close", StringComparison.OrdinalIgnoreCase) || line.Equals("upgrade", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> NamesIn(string line) => line
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Where(name => !Kept.Contains(name) && !name.AsSpan().ContainsAnyExcept(Token));
}
