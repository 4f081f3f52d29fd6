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
            var refusal = route.Ignores(context.Request.Path.Value!, context.Request.Headers.UserAgent)
                ? await ProbeAsync(context, passage, route)
                : await PassAsync(context, passage, route, options.MaxRunning!.Value);
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

    private async Task<Refusal?> PassAsync(HttpContext context, Passage passage, Route route, int maxRunning)
    {
        for (var retried = false; ; retried = true)
        {
            if (!passage.TryEnter())
            {
                if (passage.IsCrowded) return Refusals.Crowded(route);
                if (await coldStart.EnterAsync(context, passage, route, maxRunning) is { } refusal) return refusal;
            }

            var error = await passage.SendAsync(forwarder, context);
            if (error == ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return null;
            if (passage.IsLate) return Refusals.NoAnswer(route);
            if (error != ForwarderError.Request) return null;
            if (retried || !route.Retries || !MayRepeat(context)) return Refusals.Broken(route);
            log.SentOnceMore(route.Name);
            await passage.EndIsSeenAsync();
            passage.Leave();
            context.Response.Clear();
        }
    }

    /// <summary>Asks a started child without using it.</summary>
    private async Task<Refusal?> ProbeAsync(HttpContext context, Passage passage, Route route)
    {
        var child = await spinner.GetAsync(route.App.Name, context.RequestAborted);
        if (child is { State: ChildState.Started, Endpoint: { } endpoint })
        {
            passage.Aim(endpoint, child.Launches);
            var error = await passage.SendAsync(forwarder, context);
            if (error == ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return null;
            return passage.IsLate ? Refusals.NoAnswer(route) : Refusals.Broken(route);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers[StateHeader] = (child?.State ?? ChildState.Stopped).ToString().ToLowerInvariant();
        return null;
    }

    // A body is on its way only once, and what is not idempotent may have been done. An upgrade has no second chance either.
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
