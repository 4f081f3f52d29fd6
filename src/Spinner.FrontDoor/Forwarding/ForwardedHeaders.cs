using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>Tells the child who asked for what: X-Forwarded-For, -Host, -Proto, -Prefix and Forwarded (RFC 7239).</summary>
static class ForwardedHeaders
{
    /// <summary>Every request for a child has it, once.</summary>
    public const string For = "X-Forwarded-For";

    private const string Host = "X-Forwarded-Host";
    private const string Proto = "X-Forwarded-Proto";
    private const string Prefix = "X-Forwarded-Prefix";
    private const string Forwarded = "Forwarded";

    private static readonly object Key = new();

    /// <param name="context">The request of the client.</param>
    /// <param name="headers">Those for the child, with all of the client's in it.</param>
    /// <param name="route">What is taken away from the path.</param>
    /// <param name="trusted">The client's own are kept and added to.</param>
    public static void Set(HttpContext context, HttpRequestHeaders headers, Route route, bool trusted)
    {
        if (!trusted) RemoveAll(headers);
        var client = ClientOf(context);
        var given = context.Request.Headers;
        var prefix = context.Request.PathBase.HasValue || route.Strips ? context.Request.PathBase.Value + (route.Strips ? route.Prefix : "") : null;
        Append(For, client.Address);
        Append(Forwarded, client.Forwarded);
        // Of these the first proxy knows the truth.
        Keep(Host, client.Host);
        Keep(Proto, client.Scheme);
        Keep(Prefix, prefix);

        void Append(string name, string value) => headers.TryAddWithoutValidation(name, Take(name) is { } before ? $"{before}, {value}" : value);

        void Keep(string name, string? value)
        {
            if ((Take(name) ?? value) is { } told) headers.TryAddWithoutValidation(name, told);
        }

        // Most clients send none of them, which their own headers tell sooner than the child's.
        string? Take(string name)
        {
            if (!given.TryGetValue(name, out var values)) return null;
            headers.Remove(name);
            return trusted ? values.ToString() : null;
        }
    }

    // Not only those that are set here: a child may believe X-Forwarded-Port, or take X_Forwarded_For for the same (CGI and WSGI do).
    private static void RemoveAll(HttpRequestHeaders headers)
    {
        while (Find(headers) is { } name) headers.Remove(name);

        static string? Find(HttpRequestHeaders headers)
        {
            foreach (var header in headers.NonValidated)
                if (IsForwarded(header.Key)) return header.Key;
            return null;
        }
    }

    private static bool IsForwarded(string name) => name.Length >= 11 && name[0] is 'X' or 'x' && name[1] is '-' or '_'
        && name.AsSpan(2, 9).Equals(Forwarded, StringComparison.OrdinalIgnoreCase) && (name.Length == 11 || name[11] is '-' or '_');

    // Many requests of a connection say the same, so the texts are made once. HTTP/2 has many requests at a time and that dictionary no lock.
    private static Client ClientOf(HttpContext context)
    {
        var host = context.Request.Host.Value ?? "";
        var items = HttpProtocol.IsHttp11(context.Request.Protocol) ? context.Features.Get<IConnectionItemsFeature>()?.Items : null;
        if (items is not null && items.TryGetValue(Key, out var known) && known is Client same && same.Is(context, host)) return same;
        var client = Client.Of(context, host);
        if (items is not null) items[Key] = client;
        return client;
    }

    private sealed record Client(IPAddress? Ip, string Address, string Host, string Scheme, string Forwarded)
    {
        // The address too: behind another proxy an application sets it for every request anew.
        public bool Is(HttpContext context, string host) =>
            Host == host && Scheme == context.Request.Scheme && Equals(Ip, context.Connection.RemoteIpAddress);

        public static Client Of(HttpContext context, string host)
        {
            var ip = context.Connection.RemoteIpAddress;
            var address = ip is null ? "unknown" : (ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip).ToString();
            var node = address.Contains(':', StringComparison.Ordinal) ? $"\"[{address}]\"" : address;
            var quoted = host.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            return new Client(ip, address, host, context.Request.Scheme, $"for={node};host=\"{quoted}\";proto={context.Request.Scheme}");
        }
    }
}
