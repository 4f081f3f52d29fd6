using System.Globalization;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Spinner.Control.Http;
using Spinner.FrontDoor.Server;

namespace Spinner.Control.Access;

/// <summary>
/// Tells the log who did what, as remote control does: every command with its outcome, one by one; requests that were refused by their number, since
/// anybody can send them.
/// </summary>
sealed partial class CommandAudit
{
    private readonly ILogger _log;
    private readonly ThrottledReport _strangers;
    private readonly ThrottledReport _forbidden;

    public CommandAudit(ILoggerFactory logs, TimeProvider clock)
    {
        _log = logs.CreateLogger("spinner.audit");
        _strangers = new ThrottledReport(LogStrangers, clock);
        _forbidden = new ThrottledReport(LogForbidden, clock);
    }

    /// <summary>Somebody showed no token, or a wrong one.</summary>
    public void Stranger(HttpContext context) => _strangers.Add(context.Connection.RemoteIpAddress?.ToString() ?? "");

    /// <summary>A token does not allow what was asked.</summary>
    public void Forbidden(HttpContext context, BearerToken caller) => _forbidden.Add($"{WhoIs(context, caller)}: {WhatIs(context)}");

    /// <summary>A request was answered.</summary>
    public void Done(HttpContext context, BearerToken caller)
    {
        if (HttpMethods.IsGet(context.Request.Method)) return;
        var status = context.RequestAborted.IsCancellationRequested ? "the caller did not wait"
            : string.Create(CultureInfo.InvariantCulture, $"{context.Response.StatusCode} {ReasonPhrases.GetReasonPhrase(context.Response.StatusCode)}");
        var (who, what) = (WhoIs(context, caller), WhatIs(context));
        LogCommand(who, what, status);
    }

    /// <summary>Tells of refusals that have gathered.</summary>
    public void ReportDue()
    {
        _strangers.ReportDue();
        _forbidden.ReportDue();
    }

    private static string WhoIs(HttpContext context, BearerToken caller)
    {
        if (context.Connection.RemoteIpAddress is { } address) return $"token {caller.Name} from {address}";
        return context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket && PeerOf.Read(socket) is { } peer
            ? string.Create(CultureInfo.InvariantCulture, $"the socket (uid {peer.User}, pid {peer.Pid})")
            : "the socket";
    }

    private static string WhatIs(HttpContext context)
    {
        var what = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? context.Request.Method;
        return ChildPath.TryName(context) is { } name ? $"{what} {name}" : what;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Who}: {What}: {Outcome}")]
    private partial void LogCommand(string who, string what, string outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} requests without a right token, the last from {Address}")]
    private partial void LogStrangers(long count, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} requests that their token does not allow, the last of {What}")]
    private partial void LogForbidden(long count, string what);
}
