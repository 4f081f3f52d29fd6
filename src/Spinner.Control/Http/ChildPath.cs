using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Spinner.Control.Http;

/// <summary>
/// Takes the child's name out of the path before anybody decodes it: a decoded path has lost whether a slash or a dot belongs to a name.
/// Routes see <c>/v1/children/_</c>, or <c>/v1/plan/_</c>, and what follows the name.
/// </summary>
static class ChildPath
{
    private static readonly string[] Prefixes = ["/v1/children/", "/v1/plan/"];
    private static readonly object Key = new();

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = PathOf(context.Features.Get<IHttpRequestFeature>()!.RawTarget);
        if (Array.Find(Prefixes, p => path.Length > p.Length && path.StartsWith(p, StringComparison.Ordinal)) is not { } prefix)
        {
            // A path that only becomes ours when somebody decodes it, or reads it loosely, has a name we cannot tell.
            var isBelow = Prefixes.Any(p => context.Request.Path.StartsWithSegments(p.TrimEnd('/'), out var below) && below.Value is { Length: > 1 });
            if (!isBelow) return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var rest = path[prefix.Length..];
        var end = rest.IndexOf('/', StringComparison.Ordinal);
        context.Items[Key] = Uri.UnescapeDataString(end < 0 ? rest : rest[..end]);
        context.Request.Path = prefix + "_" + (end < 0 ? "" : rest[end..]);
        return next(context);
    }

    // A proxy is asked with the whole address, and a server has to understand it, too.
    private static string PathOf(string target)
    {
        var path = target.Split('?', 2)[0];
        var scheme = path.StartsWith('/') ? -1 : path.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) return path;
        var root = path.IndexOf('/', scheme + 3);
        return root < 0 ? "/" : path[root..];
    }

    /// <summary>The name in the path of this request.</summary>
    public static string NameOf(HttpContext context) => TryName(context)!;

    /// <summary>The same; null when the request is about no child.</summary>
    public static string? TryName(HttpContext context) => context.Items.TryGetValue(Key, out var name) ? (string?)name : null;
}
