using Spinner.FrontDoor.Messages;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Configuration;

/// <summary>Hosts and paths as routes write them.</summary>
static class HostText
{
    public const string AllowedPattern = "a host without a port, or *. and a host";

    /// <summary>A host by name or address, without a port.</summary>
    public static bool IsExact(string host) =>
        host.Length is >= 1 and <= 253 && Uri.CheckHostName(host) != UriHostNameType.Unknown && !host.EndsWith('.');

    /// <summary>The same, or everything below it.</summary>
    public static bool IsPattern(string host) => IsExact(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host);

    /// <summary>Without the brackets of an IPv6 address, which a route may have or not.</summary>
    public static string WithoutBrackets(string host) => host is ['[', .. var address, ']'] ? address : host;

    /// <summary>A host or pattern in the form in which hosts are compared.</summary>
    public static string Key(string pattern) =>
        pattern.StartsWith("*.", StringComparison.Ordinal) ? $"*.{HostPart.Canonical(pattern[2..])}" : HostPart.Canonical(WithoutBrackets(pattern));

    /// <summary>A path prefix without its last slash; empty for all paths.</summary>
    public static string Trim(string? path) => path?.TrimEnd('/') ?? "";
}
