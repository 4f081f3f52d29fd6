using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Spinner.FrontDoor.Answers;
using Spinner.FrontDoor.Messages;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>What a request must be to go further, beyond what the server has seen to.</summary>
static class RequestCheck
{
    /// <summary>Method and target.</summary>
    public static Refusal? Target(HttpContext context, RequestTarget target, int longest)
    {
        var method = context.Request.Method;
        // RFC 9110, 9.3.6 and 9.3.8: a tunnel is no request for an app, and what is traced would show what the door adds.
        if (HttpMethods.IsTrace(method) || (HttpMethods.IsConnect(method) && context.Features.Get<IHttpExtendedConnectFeature>() is not { IsExtendedConnect: true }))
            return Refusals.NoSuchMethod(method);
        if (target.Raw.Length > longest) return Refusals.TargetTooLong;
        return Syntax.IsTarget(target.Raw) ? null : Refusals.BadTarget;
    }

    /// <returns>The host that is meant; null: none can be.</returns>
    public static string? Host(HttpContext context, RequestTarget target)
    {
        var given = context.Request.Headers.Host;
        if (given.Count > 1) return null;
        // RFC 9112, 3.2.2: an absolute target says the host, whatever the header does.
        var host = target.IsAbsolute ? target.Authority.ToString() : given.ToString();
        if (host.Length > 0) return HostPart.IsValid(host) ? host : null;
        var here = context.Connection;
        if (here.LocalIpAddress is not { } address) return "localhost";
        var port = here.LocalPort.ToString(CultureInfo.InvariantCulture);
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]:{port}" : $"{address}:{port}";
    }

    /// <summary>
    /// Requests whose end two readers could see at different places. Kestrel believes Transfer-Encoding, renames a Content-Length beside it to
    /// X-Content-Length, and unpacks whatever coding ends in chunked; other contradictions it refuses by itself.
    /// </summary>
    public static Refusal? Framing(HttpRequest request)
    {
        var coding = request.Headers.TransferEncoding;
        if (coding.Count == 0) return null;
        if (request.ContentLength is not null || request.Headers.ContainsKey("X-Content-Length")) return Refusals.Ambiguous;
        if (coding.Count == 1 && coding[0]!.Equals("chunked", StringComparison.OrdinalIgnoreCase))
            return HttpProtocol.IsHttp11(request.Protocol) ? null : Refusals.Ambiguous;
        var codings = coding.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return codings.All(c => c.Equals("chunked", StringComparison.OrdinalIgnoreCase)) ? Refusals.Ambiguous : Refusals.UnknownCoding;
    }
}
