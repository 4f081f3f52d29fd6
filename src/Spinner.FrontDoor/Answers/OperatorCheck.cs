using System.Net;
using Microsoft.AspNetCore.Http;

namespace Spinner.FrontDoor.Answers;

/// <summary>Whether a client may see what only operators should.</summary>
static class OperatorCheck
{
    public static bool Includes(HttpContext context, ErrorAudience audience) => audience switch
    {
        ErrorAudience.On => true,
        ErrorAudience.Loopback => context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded"),
        _ => false,
    };
}
