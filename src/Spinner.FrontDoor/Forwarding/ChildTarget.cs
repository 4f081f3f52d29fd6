using Microsoft.AspNetCore.Http;
using Spinner.FrontDoor.Messages;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>What the child is asked for: what the client wrote, without what is taken away from the path.</summary>
/// <param name="Path">The path stands in it.</param>
/// <param name="From">Where the path begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Query">With its question mark; may be empty.</param>
readonly record struct ChildTarget(string Path, int From, int To, string Query)
{
    private const string Root = "/";

    public ReadOnlySpan<char> PathText => Path.AsSpan(From, To - From);

    public override string ToString() => string.Concat(PathText, Query);

    public static ChildTarget Of(HttpContext context, RequestTarget target, Route route)
    {
        if (target.IsAsterisk) return new ChildTarget(target.Raw, 0, 1, "");
        var request = context.Request;
        var (before, path) = (request.PathBase.Value ?? "", request.Path.Value ?? "");
        var query = request.QueryString.Value ?? "";
        var prefix = route.Strips ? route.Prefix : "";
        if (RawPath.IsPlainly(target.Path, before, path) && RawPath.LengthOf(target.Path, before + prefix) is >= 0 and var taken)
        {
            var rest = target.Path[taken..];
            if (rest.IsEmpty) return new ChildTarget(Root, 0, 1, query);
            if (rest[0] == '/') return new ChildTarget(target.Raw, target.PathAt + taken, target.QueryAt, query);
        }

        // Rewritten by the application, or a hidden dot segment: what was routed is encoded anew.
        var encoded = RawPath.Encode(path.Length > prefix.Length ? path[prefix.Length..] : Root);
        return new ChildTarget(encoded, 0, encoded.Length, query);
    }
}
