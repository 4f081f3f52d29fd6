using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Spinner.Control.Access;
using Spinner.Control.Contract;
using Spinner.Control.Declared;
using Spinner.Control.Http;

namespace Spinner.Control.Routes;

/// <summary>The way into the page: a code over the unix socket, a session for the code, and the look after sessions.</summary>
sealed class SessionRoutes(Sessions sessions, IPage page)
{
    public async Task<IResult> OpenAsync(HttpContext context)
    {
        var body = await ReadAsync(context, ContractJson.Readable.CodeRequest);
        var most = body?.Most is { } name ? BearerToken.RoleNames.IndexOf(name) : BearerToken.RoleNames.Length - 1;
        if (body is null || most < 0) return Problems.Answer(Problems.Invalid([$"role is wrong; allowed: {string.Join(", ", BearerToken.RoleNames)}"]));
        if (await page.OpenAsync(context.RequestAborted) is not { } origin)
            return Problems.Answer(Problems.Of(StatusCodes.Status409Conflict, "noDashboard", "The settings of the daemon say that it has no page: host.dashboard = off."));
        var (code, expiresAt) = sessions.CreateCode(BearerToken.RoleNames[..(most + 1)]);
        return Results.Json(new CodeReply($"{origin}/#c={code}", expiresAt), ContractJson.Readable.CodeReply);
    }

    public async Task<IResult> BeginAsync(HttpContext context)
    {
        var body = await ReadAsync(context, ContractJson.Readable.SessionRequest);
        return body?.Code is { } code && sessions.Begin(code) is { } session
            ? Results.Json(session, ContractJson.Readable.SessionReply)
            : Problems.Answer(Problems.Of(StatusCodes.Status401Unauthorized, "unauthorized", "That is no code, or it was used or is older than a minute; `spinner ui` makes one."));
    }

    public IResult List() => Results.Json([.. sessions.List()], ContractJson.Readable.SessionViewArray);

    /// <summary>Everybody ends his own; any other who may do all.</summary>
    public IResult End(HttpContext context, string session)
    {
        var caller = Callers.Of(context);
        if (caller.Name != session && !caller.Allows(Role.Define)) return Problems.Answer(Callers.Forbidden(Role.Define));
        return sessions.End(session)
            ? Results.Json(new StatusReply("ended"), ContractJson.Readable.StatusReply)
            : Problems.Answer(Problems.Of(StatusCodes.Status404NotFound, "noSuchSession", $"No session has the name '{session}'."));
    }

    private static async Task<T?> ReadAsync<T>(HttpContext context, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class
    {
        try
        {
            var body = await RequestBody.ReadAsync(context);
            return JsonSerializer.Deserialize(body.IsEmpty ? "{}"u8 : body.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
