using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Spinner.FrontDoor.Forwarding;
using Spinner.FrontDoor.Messages;

namespace Spinner.Control.Http;

/// <summary>
/// What a head of HTTP must be besides what the web server sees to: the same here as at the front door. Somebody between the caller and us would read
/// another request than we do in all that is refused.
/// </summary>
static class HeadCheck
{
    /// <returns>The status and what is wrong; null: nothing.</returns>
    public static (int Status, string Detail)? WhatIsWrong(HttpContext context)
    {
        var target = RequestTarget.Parse(context.Features.Get<IHttpRequestFeature>()!.RawTarget);
        if (!HasHost(context, target)) return (StatusCodes.Status400BadRequest, "The header Host is no host: allowed are a name or an address, and perhaps a port.");
        if (!Syntax.IsTarget(target.Raw))
            return (StatusCodes.Status400BadRequest, "There is a control character, a space, a # or a byte beyond ASCII in the path or the query.");
        if (RequestCheck.Framing(context.Request) is { } unclear) return (unclear.Status, unclear.Detail);
        foreach (var (name, values) in context.Request.Headers)
        {
            if (name is not [':', ..] && !Syntax.IsToken(name)) return (StatusCodes.Status400BadRequest, "The name of a header is no token.");
            if (values.Any(value => HasControl(value)))
                return (StatusCodes.Status400BadRequest, $"There is a control character in the header {name}.");
        }

        return null;
    }

    private static bool HasHost(HttpContext context, RequestTarget target)
    {
        try
        {
            // Read by us, and by the web server: a name in punycode that stands for nothing it does not take.
            _ = context.Request.Host.Value;
            return RequestCheck.Host(context, target) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // A tab is none.
    private static bool HasControl(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\0', '\x08') || text.ContainsAnyInRange('\x0a', '\x1f') || text.Contains('\x7f');
}
