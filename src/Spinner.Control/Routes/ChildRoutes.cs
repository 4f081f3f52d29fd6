using Akka.Actor;
using Microsoft.AspNetCore.Http;
using Spinner.Actors;
using Spinner.Actors.Configuration;
using Spinner.Control.Access;
using Spinner.Control.Contract;
using Spinner.Control.Declared;
using Spinner.Control.Http;
using Spinner.Control.Logs;
using Spinner.Control.Watching;

namespace Spinner.Control.Routes;

/// <summary>The routes about children.</summary>
sealed class ChildRoutes(LocalSpinner spinner, IDeclarations declarations, ChildLogs logs, UsageSampler usage)
{
    /// <summary>The parameter that says whether what a child needs is started with it.</summary>
    public const string Needs = "needs";
    public const string Drain = "drain";

    private const string On = "on";
    private const string Off = "off";

    public async Task<IResult> ListAsync(CancellationToken cancellationToken)
    {
        var children = await spinner.ListAsync(cancellationToken);
        var used = usage.Read(children.Values);
        var views = children.OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary(c => c.Key, c => Views.Of(c.Value, used));
        return Results.Json(views, ContractJson.Readable.DictionaryStringChildView);
    }

    public async Task<IResult> AdHocAsync(CancellationToken cancellationToken)
    {
        var (names, hocon) = AdHocChildren.Write((await spinner.ListAsync(cancellationToken)).Values, declarations);
        return Results.Json(new AdHocReply(names, hocon), ContractJson.Readable.AdHocReply);
    }

    public async Task<IResult> GetAsync(HttpContext context)
    {
        var name = ChildPath.NameOf(context);
        return await spinner.GetAsync(name, context.RequestAborted) is { } child
            ? Results.Json(Views.Of(child, usage.Read([child])), ContractJson.Readable.ChildView)
            : Problems.Answer(Problems.NoSuchChild(name));
    }

    public async Task<IResult> PlanAsync(HttpContext context)
    {
        var name = ChildPath.NameOf(context);
        return await spinner.PlanAsync(name, context.RequestAborted) is { } plan
            ? Results.Json(PlanView.Of(plan), ContractJson.Readable.PlanView)
            : Problems.Answer(Problems.NoSuchChild(name));
    }

    public async Task<IResult> StartAsync(HttpContext context)
    {
        var name = ChildPath.NameOf(context);
        var needs = context.Request.Query[Needs];
        if (needs.Count > 1 || needs is not ([] or [On] or [Off])) return Problems.Answer(Problems.Invalid([$"{Needs} is '{needs}'; allowed: on, off"]));
        var body = await RequestBody.ReadAsync(context);
        var given = JsonSettings.Read(body, out var errors);
        if (errors.Count > 0) return Problems.Answer(Problems.Invalid(errors));
        var child = await spinner.GetAsync(name, context.RequestAborted);
        var wasKnown = child is not null;
        var isKnown = given is null && wasKnown;
        // What is known and declared by somebody else may be started by everybody who operates; saying what is run is another matter.
        if (!isKnown && (given is not null || !declarations.Has(name)) && !Callers.Allows(context, Role.Define))
            return Problems.Answer(Callers.Forbidden(Role.Define));
        try
        {
            // A task may have been run with arguments of that run.
            var isAsItWas = isKnown && !(KindDefaults.KindOf(child!.Options) == ChildKind.Task && declarations.Has(name));
            var start = new StartChild(name, isAsItWas ? null : declarations.OptionsFor(name, given)) { WithoutNeeds = needs is [Off] };
            return Answer(await spinner.StartAsync(start, holder: null, context.RequestAborted), name);
        }
        catch (SpinnerRejectedException wrong) when (wrong.Reason == SpinnerError.InvalidOptions && given is null && !isKnown && !declarations.Has(name))
        {
            // Nothing was said about it but its name, and that is not the one of a script either.
            return Problems.Answer(Problems.NoSuchChild(name));
        }
        catch (SpinnerRejectedException failed) when (!wasKnown && !declarations.Has(name))
        {
            await RemoveUnstartedAsync(name);
            // There is nothing left to try again.
            return Problems.Answer(Problems.Of(failed.Rejected) with { RetryAt = null });
        }
    }

    // What never ran is nobody's child: only this request knew of it. Who has started it meanwhile keeps it.
    private async Task RemoveUnstartedAsync(string name)
    {
        if (await spinner.GetAsync(name) is { State: ChildState.Stopped or ChildState.Faulted }) await spinner.RemoveAsync(name);
    }

    public async Task<IResult> StopAsync(HttpContext context)
    {
        var drain = context.Request.Query[Drain].FirstOrDefault();
        if (drain is not (null or On or Off)) return Problems.Answer(Problems.Invalid([$"{Drain} is '{drain}'; allowed: {On}, {Off}"]));
        return await spinner.StopAsync(ChildPath.NameOf(context), drain != Off, context.RequestAborted) switch
        {
            StopFailed failed => Problems.Answer(Problems.Of(failed)),
            NoSuchChild => Status("notFound"),
            _ => Status("stopped"),
        };
    }

    public async Task<IResult> RestartAsync(HttpContext context) =>
        Answer(await spinner.RestartAsync(ChildPath.NameOf(context), context.RequestAborted), ChildPath.NameOf(context));

    public async Task<IResult> RemoveAsync(HttpContext context)
    {
        var name = ChildPath.NameOf(context);
        var reply = await spinner.RemoveAsync(name, context.RequestAborted);
        if (reply is StopFailed failed) return Problems.Answer(Problems.Of(failed));
        if (reply is NoSuchChild) return Problems.Answer(Problems.NoSuchChild(name));
        // Somebody may have made it anew already, with the log it has.
        if (await spinner.GetAsync(name, CancellationToken.None) is null) logs.Close(name);
        return Status("removed");
    }

    public async Task<IResult> StopAllAsync(CancellationToken cancellationToken)
    {
        var reply = await spinner.StopAllAsync(cancellationToken);
        return reply.Failed is [var first, ..] ? Problems.Answer(Problems.Of(first)) : Status("stopped");
    }

    private static IResult Answer(IRestartReply reply, string name) => reply switch
    {
        ChildReady ready => Results.Json(Views.Of(ready), ContractJson.Readable.StartedReply),
        ChildCompleted done => Results.Json(Views.Of(done), ContractJson.Readable.StartedReply),
        Rejected rejected => throw new SpinnerRejectedException(rejected),
        _ => Problems.Answer(Problems.NoSuchChild(name)),
    };

    private static IResult Status(string status) => Results.Json(new StatusReply(status), ContractJson.Readable.StatusReply);
}
