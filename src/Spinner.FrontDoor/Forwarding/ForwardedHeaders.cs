using System.Net.Http.Headers;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>Tells the child who asked for what: X-Forwarded-For, -Host, -Proto, -Prefix and Forwarded (RFC 7239).</summary>
static class ForwardedHeaders
{
    private const string For = "X-Forwarded-For";
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

    // Many requests of a connection say the same, so the texts are made once. HTTP/2 has many requests at a time and that dictionary no lock.
    private static Client ClientOf(HttpContext context)
    {
        var host = context.Request.Host.Value ?? "";
        var items = HttpProtocol.IsHttp11(context.Request.Protocol) ? context.Features.Get<IConnectionItemsFeature>()?.Items : null;
        if (items is not null && items.TryGetValue(Key, out var known) && known is Client { } same && same.Host == host && same.Scheme == context.Request.Scheme) return same;
        var client = Client.Of(context, host);
        if (items is not null) items[Key] = client;
        return client;
    }

    private sealed record Client(string Address, string Host, string Scheme, string Forwarded)
    {
        public static Client Of(HttpContext context, string host)
        {
            var ip = context.Connection.RemoteIpAddress;
            var address = ip is null ? "unknown" : (ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip).ToString();
            var node = address.Contains(':', StringComparison.Ordinal) ? $"\"[{address}]\"" : address;
            var quoted = host.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            return new Client(address, host, context.Request.Scheme, $"for={node};host=\"{quoted}\";proto={context.Request.Scheme}");
        }
    }
}
