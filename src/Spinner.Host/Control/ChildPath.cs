using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Spinner.Host.Control;

/// <summary>
/// Takes the child's name out of the path before anybody decodes it: a decoded path has lost whether a slash or a dot belongs to a name.
/// Routes see <c>/v1/children/_</c> and what follows the name.
/// </summary>
static class ChildPath
{
    private const string Prefix = "/v1/children/";
    private static readonly object Key = new();

    public static Task Take(HttpContext context, RequestDelegate next)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var path = target.Split('?', 2)[0];
        if (path.Length <= Prefix.Length || !path.StartsWith(Prefix, StringComparison.Ordinal)) return next(context);
        var rest = path[Prefix.Length..];
        var end = rest.IndexOf('/', StringComparison.Ordinal);
        context.Items[Key] = Uri.UnescapeDataString(end < 0 ? rest : rest[..end]);
        context.Request.Path = Prefix + "_" + (end < 0 ? "" : rest[end..]);
        return next(context);
    }

    /// <summary>The name in the path of this request.</summary>
    public static string NameOf(HttpContext context) => (string)context.Items[Key]!;
}
