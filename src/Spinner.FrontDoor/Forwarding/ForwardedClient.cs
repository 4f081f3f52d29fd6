using System.Net;
using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Messages;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>What a child is told of one client, as texts and as the lines of a head. Immutable.</summary>
sealed class ForwardedClient
{
    private readonly IPAddress? _ip;
    private readonly string _via;

    // A host that was checked has nothing in it that a quoted text would have to escape.
    public ForwardedClient(HttpContext context, string host, string via)
    {
        _ip = context.Connection.RemoteIpAddress;
        (Host, Scheme, _via) = (host, context.Request.Scheme, via);
        Address = _ip is null ? "unknown" : (_ip.IsIPv4MappedToIPv6 ? _ip.MapToIPv4() : _ip).ToString();
        var node = Address.Contains(':', StringComparison.Ordinal) ? $"\"[{Address}]\"" : Address;
        Forwarded = $"for={node};host=\"{host}\";proto={Scheme}";
        Fields =
        [
            new(ForwardedNames.For, Address), new(ForwardedNames.Forwarded, Forwarded), new(ForwardedNames.Host, host),
            new(ForwardedNames.Proto, Scheme), new("Via", via),
        ];
        Lines = LinesOf(Fields);
    }

    public string Address { get; }

    public string Host { get; }

    public string Scheme { get; }

    public string Forwarded { get; }

    /// <summary>Of a request without a prefix whose own are not trusted.</summary>
    public Field[] Fields { get; }

    /// <summary>The same as bytes.</summary>
    public byte[] Lines { get; }

    // The address too: behind another proxy an application sets it for every request anew.
    public bool Is(HttpContext context, string host, string via) =>
        Host == host && _via == via && Scheme == context.Request.Scheme && Equals(_ip, context.Connection.RemoteIpAddress);

    private static byte[] LinesOf(Field[] fields)
    {
        var lines = new HeadWriter();
        foreach (var (name, value) in fields) lines.WriteField(name, value);
        var bytes = lines.Written.ToArray();
        lines.Clear();
        return bytes;
    }
}
