using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;
using Spinner.Actors;
using Spinner.FrontDoor.Answers;
using Spinner.FrontDoor.ColdStarts;
using Spinner.FrontDoor.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>Brings a request to its child and the answer back, whatever happens on the way.</summary>
sealed class Courier(ISpinner spinner, ObjectPool<Passage> passages, ColdStart coldStart, IHttpForwarder forwarder, ILogger log)
{
    private const string StateHeader = "Spinner-State";

    public async Task RunAsync(HttpContext context, Route route, FrontDoorOptions options, UpstreamSettings settings)
    {
        Unbound(context);
        var passage = passages.Get();
        try
        {
            passage.Begin(route, settings, options.TrustForwarded!.Value);
            // The warm way stands here, and not in a method of its own: each that waits costs memory for every request.
            Refusal? refusal = null;
            if (route.Ignores(context.Request.Path.Value!, context.Request.Headers.UserAgent)) refusal = await ProbeAsync(context, passage, route);
            else if (!passage.TryEnter()) refusal = await PassColdAsync(context, passage, route, options.MaxRunning!.Value);
            else if (await passage.SendAsync(forwarder, context) is var error and not ForwarderError.None)
                refusal = await RecoverAsync(context, passage, route, options.MaxRunning!.Value, error);
            if (refusal is not null) await RefuseAsync(context, route.Name, refusal, options);
        }
        catch (SpinnerException ended) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, route.Name, Refusals.NotStarted(ended, options.Clock), options);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody reads an answer.
        }
        finally
        {
            passages.Return(passage);
        }
    }

    /// <summary>The way of a warm request, without a spinner.</summary>
    public async Task RehearseAsync(HttpContext context, Route route, UpstreamSettings settings, Processes.Endpoint endpoint)
    {
        var passage = passages.Get();
        passage.Begin(route, settings, trusted: false);
        passage.Aim(endpoint, launch: 0);
        await passage.SendAsync(forwarder, context);
        passages.Return(passage);
    }

    public Task RefuseAsync(HttpContext context, string what, Refusal refusal, FrontDoorOptions options)
    {
        if (refusal.IsPage) log.Refused(what, refusal.Status, "it is starting; the client got a page");
        else if (refusal.Status >= StatusCodes.Status500InternalServerError) log.Failed(what, refusal.Status, refusal.Detail);
        else log.Refused(what, refusal.Status, refusal.Detail);
        return refusal.WriteAsync(context, Audience.Includes(context, options.ShowErrors!.Value));
    }

    private async Task<Refusal?> PassColdAsync(HttpContext context, Passage passage, Route route, int maxRunning)
    {
        if (await EnterAsync(context, passage, route, maxRunning) is { } refusal) return refusal;
        var error = await passage.SendAsync(forwarder, context);
        return error == ForwarderError.None ? null : await RecoverAsync(context, passage, route, maxRunning, error);
    }

    /// <summary>After a failure: sends what may be repeated once more.</summary>
    private async Task<Refusal?> RecoverAsync(HttpContext context, Passage passage, Route route, int maxRunning, ForwarderError error)
    {
        var refusal = Unanswered(context, passage, route, error);
        if (refusal is null || passage.IsLate || !route.Retries || !MayRepeat(context)) return refusal;
        log.SentOnceMore(route.Name);
        await passage.EndIsSeenAsync();
        passage.Leave();
        context.Response.Clear();
        if (!passage.TryEnter() && await EnterAsync(context, passage, route, maxRunning) is { } outside) return outside;
        var again = await passage.SendAsync(forwarder, context);
        return again == ForwarderError.None ? null : Unanswered(context, passage, route, again);
    }

    private async Task<Refusal?> EnterAsync(HttpContext context, Passage passage, Route route, int maxRunning) =>
        passage.IsCrowded ? Refusals.Crowded(route) : await coldStart.EnterAsync(context, passage, route, maxRunning);

    /// <summary>What to answer instead of the child; null: it, or the forwarder, has answered, or nobody is there to read it.</summary>
    private static Refusal? Unanswered(HttpContext context, Passage passage, Route route, ForwarderError error)
    {
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return null;
        if (passage.IsLate) return Refusals.NoAnswer(route);
        return error is ForwarderError.Request or ForwarderError.RequestBodyDestination ? Refusals.Broken(route) : null;
    }

    /// <summary>Asks a started child without using it.</summary>
    private async Task<Refusal?> ProbeAsync(HttpContext context, Passage passage, Route route)
    {
        var child = await spinner.GetAsync(route.App.Name, context.RequestAborted);
        if (child is { State: ChildState.Started, Endpoint: { } endpoint })
        {
            passage.Aim(endpoint, child.Launch ?? 0);
            var error = await passage.SendAsync(forwarder, context);
            if (error == ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return null;
            return passage.IsLate ? Refusals.NoAnswer(route) : Refusals.Broken(route);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers[StateHeader] = (child?.State ?? ChildState.Stopped).ToString().ToLowerInvariant();
        return null;
    }

    // A body is on its way only once, and what is not idempotent may have been done. An upgrade that nobody has answered is a GET like any other.
    private static bool MayRepeat(HttpContext context)
    {
        var method = context.Request.Method;
        return (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)) && !Passage.HasBody(context);
    }

    // The child says how large a body may be; the server's own limit is for servers that read it.
    private static void Unbound(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
    }
}
