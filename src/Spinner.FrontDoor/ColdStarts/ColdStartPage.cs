using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Spinner.Actors;
using Spinner.FrontDoor.Answers;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.ColdStarts;

/// <summary>The page a browser sees while the child starts. It asks again every second until the child answers itself.</summary>
static class ColdStartPage
{
    /// <summary>
    /// A GET that takes text/html by name, for a page to look at: what a browser fetches for a script or an image says so. Programs do not name it.
    /// </summary>
    public static bool IsWanted(HttpRequest request)
    {
        var headers = request.Headers;
        if (!HttpMethods.IsGet(request.Method) || headers.Upgrade.Count > 0 || !AcceptsHtml(headers.Accept)) return false;
        var (mode, destination) = (headers["Sec-Fetch-Mode"].ToString(), headers["Sec-Fetch-Dest"].ToString());
        return (mode.Length == 0 && destination.Length == 0) || mode == "navigate" || destination is "document" or "iframe" or "frame";
    }

    // RFC 9110, 12.4.2: what has a quality of 0 is not taken.
    private static bool AcceptsHtml(StringValues accept) =>
        MediaTypeHeaderValue.TryParseList(accept, out var types) && types.Any(t => t.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && t.Quality is not 0);

    public static Refusal Of(Route route, ChildInfo? child)
    {
        var name = WebUtility.HtmlEncode(route.App.Title);
        var state = child is null ? "unknown" : child.State.ToString().ToLowerInvariant();
        var since = child?.Since.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        var status = string.IsNullOrWhiteSpace(child?.StatusText) ? "" : $"<p>It says: <q>{WebUtility.HtmlEncode(child.StatusText)}</q></p>";
        var usual = route.App.Starts.Usual is { } span ? string.Create(CultureInfo.InvariantCulture, $"<p>Its last starts took about {Refusal.Seconds(span)} s.</p>") : "";
        var launches = child?.Launches ?? 0;
        return new Refusal(StatusCodes.Status503ServiceUnavailable, $$"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta http-equiv="refresh" content="1"><title>{{name}} is starting</title>
            <style>body { font: 1rem/1.5 system-ui, sans-serif; margin: 20vh auto; max-width: 30rem; padding: 0 1rem }</style></head>
            <body><h1>{{name}} is starting</h1>
            <p>It is <b>{{state}}</b>{{(since is null ? "" : $" since {since}")}}, process number {{launches}} of its life.
            {{route.App.Waiting}} {{(route.App.Waiting == 1 ? "request waits" : "requests wait")}} for it.</p>
            {{status}}
            {{usual}}
            <p>This page refreshes itself.</p></body></html>
            """)
        {
            RetryAfter = route.App.Starts.SecondsLeft,
            IsPage = true,
        };
    }
}
