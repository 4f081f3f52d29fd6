using System.Collections.Frozen;

namespace Spinner.FrontDoor.Messages;

/// <summary>What a header is to a proxy.</summary>
enum HeaderKind
{
    /// <summary>Nothing: it passes.</summary>
    Plain,
    Host,
    Connection,
    Upgrade,
    TransferEncoding,
    ContentLength,
    Te,
    Via,
    MaxForwards,
    Expect,
    Cookie,

    /// <summary>Of one connection, whoever names it.</summary>
    HopByHop,
}

/// <summary>The headers that are more than plain, by name.</summary>
static class HeaderKinds
{
    // RFC 9110, 7.6.1, and what is said to the next proxy only (11.7); HTTP2-Settings belongs to an upgrade that never passes.
    private static readonly FrozenDictionary<string, HeaderKind> Names = new Dictionary<string, HeaderKind>
    {
        ["Host"] = HeaderKind.Host,
        ["Connection"] = HeaderKind.Connection,
        ["Upgrade"] = HeaderKind.Upgrade,
        ["Transfer-Encoding"] = HeaderKind.TransferEncoding,
        ["Content-Length"] = HeaderKind.ContentLength,
        ["TE"] = HeaderKind.Te,
        ["Via"] = HeaderKind.Via,
        ["Max-Forwards"] = HeaderKind.MaxForwards,
        ["Expect"] = HeaderKind.Expect,
        ["Cookie"] = HeaderKind.Cookie,
        ["Keep-Alive"] = HeaderKind.HopByHop,
        ["Proxy-Connection"] = HeaderKind.HopByHop,
        ["Proxy-Authorization"] = HeaderKind.HopByHop,
        ["Proxy-Authenticate"] = HeaderKind.HopByHop,
        ["Proxy-Authentication-Info"] = HeaderKind.HopByHop,
        ["HTTP2-Settings"] = HeaderKind.HopByHop,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static HeaderKind Of(string name) => Names.GetValueOrDefault(name);
}
