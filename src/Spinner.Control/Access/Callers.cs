using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Spinner.Control.Contract;
using Spinner.Control.Http;

namespace Spinner.Control.Access;

/// <summary>
/// The gate. Who comes over the unix socket was let in by its mode, 0600, and may do everything; who comes over TCP shows a token.
/// </summary>
sealed class Callers(IReadOnlyList<BearerToken> tokens, CommandAudit audit)
{
    private const string Scheme = "Bearer ";
    private static readonly object Key = new();
    private static readonly BearerToken Owner = new() { Name = "socket", Roles = [.. Enum.GetValues<Role>().Select(BearerToken.NameOf)] };

    private readonly List<(byte[] Hash, BearerToken Token)> _tokens = [.. tokens.Select(t => (Hash(t.Secret!), t))];

    public async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        // A connection over a unix socket has no address.
        var caller = context.Connection.RemoteIpAddress is null ? Owner : Find(context.Request.Headers.Authorization.ToString());
        if (caller is null)
        {
            audit.Stranger(context);
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Problems.Answer(Problems.Of(StatusCodes.Status401Unauthorized, "unauthorized", "A bearer token is needed.")).ExecuteAsync(context);
            return;
        }

        context.Items[Key] = caller;
        var needed = context.GetEndpoint()?.Metadata.GetMetadata<NeededRole>();
        var isAllowed = needed is null || caller.Allows(needed.Role);
        try
        {
            if (isAllowed) await next(context);
            else await Problems.Answer(Forbidden(needed!.Role)).ExecuteAsync(context);
        }
        finally
        {
            if (context.Response.StatusCode == StatusCodes.Status403Forbidden) audit.Forbidden(context, caller);
            else audit.Done(context, caller);
        }
    }

    /// <summary>Whether the caller of this request may do that.</summary>
    public static bool Allows(HttpContext context, Role role) => context.Items[Key] is BearerToken caller && caller.Allows(role);

    public static Problem Forbidden(Role role) => Problems.Of(StatusCodes.Status403Forbidden, "forbidden",
        $"The token does not have the role {BearerToken.NameOf(role)}.");

    // All are compared, and their hashes at that: the time it takes tells nothing about a secret.
    private BearerToken? Find(string authorization)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var shown = Hash(authorization[Scheme.Length..].Trim());
        BearerToken? found = null;
        foreach (var (hash, token) in _tokens)
            if (CryptographicOperations.FixedTimeEquals(hash, shown)) found = token;
        return found;
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
