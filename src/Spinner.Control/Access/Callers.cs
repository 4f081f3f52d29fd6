using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Spinner.Actors.Signals;
using Spinner.Control.Contract;
using Spinner.Control.Http;

namespace Spinner.Control.Access;

/// <summary>
/// The gate. Who comes over the unix socket was let in by its mode, 0600, and may do everything; who comes over TCP shows a token, of the file or of a
/// session.
/// </summary>
sealed class Callers(IReadOnlyList<BearerToken> tokens, Sessions sessions, CommandAudit audit)
{
    private const string Scheme = "Bearer ";
    private static readonly object Key = new();
    private static readonly BearerToken Owner = new() { Name = "socket", Roles = BearerToken.RoleNames };
    private static readonly BearerToken Anybody = new() { Name = "(none)", Roles = [] };

    private readonly List<(byte[] Hash, BearerToken Token)> _tokens = [.. tokens.Select(t => (Hash(t.Secret!), t))];

    public async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var isOpen = context.GetEndpoint()?.Metadata.GetMetadata<OpenToAll>() is not null;
        // A connection over a unix socket has no address.
        var isOwn = context.Connection.RemoteIpAddress is null;
        var caller = isOwn ? Owner : Find(context.Request.Headers.Authorization.ToString()) ?? (isOpen ? Anybody : null);
        if (caller is null)
        {
            audit.Stranger(context);
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Problems.Answer(Problems.Of(StatusCodes.Status401Unauthorized, "unauthorized", "A bearer token is needed.")).ExecuteAsync(context);
            return;
        }

        context.Items[Key] = caller;
        AskedBy.Current = isOwn ? caller.Name : $"token {caller.Name}";
        var refusal = WhyNot(context, caller, isOwn);
        try
        {
            if (refusal is null) await next(context);
            else await Problems.Answer(refusal).ExecuteAsync(context);
        }
        finally
        {
            if (context.Response.StatusCode == StatusCodes.Status403Forbidden) audit.Forbidden(context, caller);
            else audit.Done(context, caller);
        }
    }

    /// <summary>Who sent this request.</summary>
    public static BearerToken Of(HttpContext context) => (BearerToken)context.Items[Key]!;

    /// <summary>Whether the caller of this request may do that.</summary>
    public static bool Allows(HttpContext context, Role role) => context.Items[Key] is BearerToken caller && caller.Allows(role);

    public static Problem Forbidden(Role role) => Problems.Of(StatusCodes.Status403Forbidden, "forbidden",
        $"The token does not have the role {BearerToken.NameOf(role)}.");

    private static Problem? WhyNot(HttpContext context, BearerToken caller, bool isOwn)
    {
        var route = context.GetEndpoint()?.Metadata;
        if (!isOwn && route?.GetMetadata<OwnOnly>() is not null)
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "That is for the unix socket of the daemon only.");
        return route?.GetMetadata<NeededRole>() is { } needed && !caller.Allows(needed.Role) ? Forbidden(needed.Role) : null;
    }

    // All are compared, and their hashes at that: the time it takes tells nothing about a secret.
    private BearerToken? Find(string authorization)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var secret = authorization[Scheme.Length..].Trim();
        var shown = Hash(secret);
        BearerToken? found = null;
        foreach (var (hash, token) in _tokens)
            if (CryptographicOperations.FixedTimeEquals(hash, shown)) found = token;
        return found ?? sessions.Find(secret);
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
