using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Messages;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>Tells the child who asked for what, and by which way: X-Forwarded-For, -Host, -Proto, -Prefix, Forwarded (RFC 7239) and Via.</summary>
static class ForwardedHeaders
{
    private static readonly object Key = new();

    /// <param name="context">The request of the client.</param>
    /// <param name="head">What it asks for.</param>
    /// <param name="fields">Those for the child; the client's own are among them only when they are trusted.</param>
    /// <param name="route">What is taken away from the path.</param>
    /// <param name="trusted">The client's own are kept and added to.</param>
    /// <param name="via">The last of them.</param>
    /// <returns>All that was added as the child reads it, where every request of the connection gets the same; else nothing.</returns>
    public static byte[]? Add(HttpContext context, RequestHead head, RequestFields fields, Route route, bool trusted, string via)
    {
        var client = ClientOf(context, head.Host, via);
        var before = context.Request.PathBase;
        if (!trusted && !before.HasValue && !route.Strips)
        {
            foreach (var (name, value) in client.Fields) fields.Add(name, value);
            return client.Lines;
        }

        Append(ForwardedNames.For, client.Address);
        Append(ForwardedNames.Forwarded, client.Forwarded);
        // Of these the first proxy knows the truth.
        AddUnlessTrusted(ForwardedNames.Host, client.Host);
        AddUnlessTrusted(ForwardedNames.Proto, client.Scheme);
        if (before.HasValue || route.Strips) AddUnlessTrusted(ForwardedNames.Prefix, before.HasValue ? before.ToUriComponent() + route.Stripped : route.Stripped);
        fields.Add("Via", via);
        return null;

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
    private static ForwardedClient ClientOf(HttpContext context, string host, string via)
    {
        var items = HttpProtocol.IsHttp11(context.Request.Protocol) ? context.Features.Get<IConnectionItemsFeature>()?.Items : null;
        if (items is not null && items.TryGetValue(Key, out var known) && known is ForwardedClient same && same.Is(context, host, via)) return same;
        var client = new ForwardedClient(context, host, via);
        if (items is not null) items[Key] = client;
        return client;
    }
}
