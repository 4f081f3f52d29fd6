using Microsoft.AspNetCore.Http;
using Spinner.Control.Http;

namespace Spinner.Dashboard.Security;

/// <summary>What a request must be before anything of the page answers it, and what every answer says to a browser.</summary>
static class PageGuard
{
    /// <summary>Nothing but files of the page runs, nothing is loaded from elsewhere, no text becomes markup, nobody frames it.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'none'; "
        + "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private const string Site = "Sec-Fetch-Site";

    public static Task CheckAsync(HttpContext context, HostNames names, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!names.Has(context.Request.Host))
            return Refuse(context, StatusCodes.Status421MisdirectedRequest, "misdirected", "The page is not known by this name; host.dashboard-hosts lists others.");
        return next(context);
    }

    /// <summary>For what is no file of the page: it answers no other page.</summary>
    public static Task CheckSiteAsync(HttpContext context, RequestDelegate next) =>
        // The gate besides the token. Browsers say who sends a request; who says nothing is none.
        context.Request.Headers[Site].ToString() is "" or "same-origin" or "none"
            ? next(context)
            : Refuse(context, StatusCodes.Status403Forbidden, "forbidden", "A page of somebody else has sent this.");

    private static Task Refuse(HttpContext context, int status, string failure, string detail) =>
        Problems.Answer(Problems.Of(status, failure, detail)).ExecuteAsync(context);
}
