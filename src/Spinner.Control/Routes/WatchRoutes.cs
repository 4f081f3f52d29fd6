using Microsoft.AspNetCore.Http;
using Spinner.Actors;
using Spinner.Control.Access;
using Spinner.Control.Contract;
using Spinner.Control.Declared;
using Spinner.Control.Http;
using Spinner.Control.Live;
using Spinner.Control.Logs;
using Spinner.Control.Watching;

namespace Spinner.Control.Routes;

/// <summary>The routes for people who look: one stream, and what is known of one child beyond how it is.</summary>
sealed class WatchRoutes(LocalSpinner spinner, IDeclarations declarations, IDaemonFacts daemon, ChildLogs logs, Recorder recorder, LiveStream live)
{
    private const int EventsOfEach = 30;
    private const int MostRecent = 1000;

    public async Task LiveAsync(HttpContext context)
    {
        if (LiveQuery.Read(context.Request.Query) is not { } query)
        {
            await Problems.Answer(Problems.Invalid([LiveQuery.Allowed])).ExecuteAsync(context);
            return;
        }

        var known = await spinner.ListAsync(context.RequestAborted);
        if (query.Logs.FirstOrDefault(name => !known.ContainsKey(name) && !logs.HasFile(name)) is { } nobody)
            await Problems.Answer(Problems.NoSuchChild(nobody)).ExecuteAsync(context);
        else await ServerEvents.WriteAsync(context, token => live.ReadAsync(query, token));
    }

    /// <summary>The last events of every child.</summary>
    public IResult Recent() => Results.Json([.. recorder.Events.Last(EventsOfEach).TakeLast(MostRecent)], ContractJson.Readable.EventViewArray);

    public IResult Events(HttpContext context) => Results.Json([.. recorder.Events.Of(ChildPath.NameOf(context))], ContractJson.Readable.EventViewArray);

    public IResult Usage(HttpContext context) => Results.Json(recorder.Usage.Read(ChildPath.NameOf(context)), ContractJson.Readable.UsageView);

    public async Task<IResult> OptionsAsync(HttpContext context)
    {
        var name = ChildPath.NameOf(context);
        return await spinner.GetAsync(name, context.RequestAborted) is { } child
            ? Results.Json([.. declarations.Explain(child)], ContractJson.Readable.OptionViewArray)
            : Problems.Answer(Problems.NoSuchChild(name));
    }

    public IResult Daemon() => Results.Json(daemon.Describe(), ContractJson.Readable.DaemonView);

    public static IResult Me(HttpContext context)
    {
        var caller = Callers.Of(context);
        return Results.Json(new MeView(caller.Name, [.. Enum.GetValues<Role>().Where(caller.Allows).Select(BearerToken.NameOf)]), ContractJson.Readable.MeView);
    }
}
