using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Messages;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>Tells the child who asked for what: X-Forwarded-For, -Host, -Proto, -Prefix and Forwarded (RFC 7239).</summary>
static class ForwardedHeaders
{
    private static readonly object Key = new();

    /// <param name="context">The request of the client.</param>
    /// <param name="head">What it asks for.</param>
    /// <param name="fields">Those for the child; the client's own are among them only when they are trusted.</param>
    /// <param name="route">What is taken away from the path.</param>
    /// <param name="trusted">The client's own are kept and added to.</param>
    public static void Add(HttpContext context, RequestHead head, RequestFields fields, Route route, bool trusted)
    {
        var client = ClientOf(context, head.Host);
        var before = context.Request.PathBase;
        Append(ForwardedNames.For, client.Address);
        Append(ForwardedNames.Forwarded, client.Forwarded);
        // Of these the first proxy knows the truth.
        AddUnlessTrusted(ForwardedNames.Host, client.Host);
        AddUnlessTrusted(ForwardedNames.Proto, client.Scheme);
        if (before.HasValue || route.Strips) AddUnlessTrusted(ForwardedNames.Prefix, before.HasValue ? before.ToUriComponent() + route.Stripped : route.Stripped);

        void Append(string name, string value)
        {
            if (trusted && fields.Find(name) is { } given)
            {
                fields.Remove(name);
                value = $"{given}, {value}";
            }
            fields.Add(name, value);
        }

        void AddUnlessTrusted(string name, string value)
        {
            if (!trusted || fields.Find(name) is null) fields.Add(name, value);
        }
    }

    // Many requests of a connection say the same, so the texts are made once. HTTP/2 has many requests at a time and that dictionary no lock.
    private static Client ClientOf(HttpContext context, string host)
    {
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

        // A host that was checked has nothing in it that a quoted text would have to escape.
        public static Client Of(HttpContext context, string host)
        {
            var ip = context.Connection.RemoteIpAddress;
            var address = ip is null ? "unknown" : (ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip).ToString();
            var node = address.Contains(':', StringComparison.Ordinal) ? $"\"[{address}]\"" : address;
            return new Client(ip, address, host, context.Request.Scheme, $"for={node};host=\"{host}\";proto={context.Request.Scheme}");
        }
    }
}
