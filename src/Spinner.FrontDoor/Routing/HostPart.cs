namespace Spinner.FrontDoor.Routing;

/// <summary>The host of a <c>Host</c> header.</summary>
static class HostPart
{
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
}
