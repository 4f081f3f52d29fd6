using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ObjectPool;
using Spinner.Actors;
using Spinner.FrontDoor.Answers;
using Spinner.FrontDoor.ColdStarts;
using Spinner.FrontDoor.Forwarding;
using Spinner.FrontDoor.Messages;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Dispatching;

/// <summary>Brings a request to its child and the answer back, whatever happens on the way.</summary>
sealed class Dispatcher(ISpinner spinner, ObjectPool<ForwardingContext> contexts, ColdStarter coldStart, IForwarder http1, IForwarder http2, RefusalLog log)
{
    private const string StateHeader = "Spinner-State";

    /// <summary>Takes over the context.</summary>
    public async Task RunAsync(HttpContext context, ForwardingContext forwarding, Route route, DoorState door)
    {
        Unbound(context);
        try
        {
            forwarding.Begin(route, door.Upstreams);
            forwarding.Head.Complete(context, route, door.Rules);
            // The warm way stands here, and not in a method of its own: each that waits costs memory for every request.
            Refusal? refusal = null;
            if (route.IgnoresSome && route.Ignores(context.Request.Path.Value!, context.Request.Headers.UserAgent)) refusal = await ProbeAsync(context, forwarding);
            else if (!forwarding.TryEnter()) refusal = await ForwardColdAsync(context, forwarding);
            else if (await ForwarderOf(forwarding).SendAsync(forwarding, context) is var result and not ForwardResult.Answered)
                refusal = await RecoverAsync(context, forwarding, result);
            if (refusal is not null) await RefuseAsync(context, route.Name, refusal, door.Options);
        }
        catch (Exception ended) when (!context.Response.HasStarted && SpinnerEndedException.RejectionIn(ended, route.App.Name) is { } rejected)
        {
            await RefuseAsync(context, route.Name, Refusals.NotStarted(rejected, door.Options.Clock), door.Options);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody reads an answer.
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            await FailAsync(context, route.Name, failed, door.Options);
        }
        finally
        {
            contexts.Return(forwarding);
        }
    }

    /// <summary>The way of a warm request, without a spinner.</summary>
    public async Task RehearseAsync(HttpContext context, Route route, DoorState door, ChildEndpoint endpoint)
    {
        var forwarding = contexts.Get();
        forwarding.Head.Read(context, door.Rules);
        forwarding.Begin(route, door.Upstreams);
        forwarding.Head.Complete(context, route, door.Rules);
        forwarding.SelectUpstream(endpoint, launch: 0);
        await ForwarderOf(forwarding).SendAsync(forwarding, context);
        contexts.Return(forwarding);
    }

    /// <summary>Notes what was refused before it came here.</summary>
    public void Note(string what, Refusal refusal) => log.Add(what, refusal);

    public Task RefuseAsync(HttpContext context, string what, Refusal refusal, FrontDoorOptions options)
    {
        log.Add(what, refusal);
        return refusal.WriteAsync(context, OperatorCheck.Includes(context, options.ShowErrors!.Value));
    }

    /// <summary>Whatever nobody has thought of: never a stack for every request, never an answer that looks whole.</summary>
    public Task FailAsync(HttpContext context, string what, Exception failed, FrontDoorOptions options)
    {
        if (!context.Response.HasStarted) return RefuseAsync(context, what, Refusals.Failed(failed), options);
        log.Add(what, Refusals.Failed(failed));
        context.Abort();
        return Task.CompletedTask;
    }

    // Which way a request goes.
    private IForwarder ForwarderOf(ForwardingContext forwarding) =>
        forwarding.Route.Http == 2 || HttpMethods.IsConnect(forwarding.Head.Method) ? http2 : http1;

    private async Task<Refusal?> ForwardColdAsync(HttpContext context, ForwardingContext forwarding)
    {
        if (await coldStart.EnterAsync(context, forwarding, forwarding.Route) is { } refusal) return refusal;
        var result = await ForwarderOf(forwarding).SendAsync(forwarding, context);
        return result == ForwardResult.Answered ? null : await RecoverAsync(context, forwarding, result);
    }

    /// <summary>After a failure: sends what may be repeated once more.</summary>
    private async Task<Refusal?> RecoverAsync(HttpContext context, ForwardingContext forwarding, ForwardResult result)
    {
        var route = forwarding.Route;
        if (result == ForwardResult.Unreachable) forwarding.ReportUnreachable();
        var refusal = Unanswered(context, forwarding, result);
        if (refusal is null || result is ForwardResult.Wrong or ForwardResult.WrongBody || forwarding.IsLate || !route.Retries || !MayRepeat(forwarding)) return refusal;
        log.SentOnceMore(route.Name);
        await (result == ForwardResult.Unreachable ? forwarding.NextIsThereAsync(context.RequestAborted) : forwarding.EndIsSeenAsync());
        forwarding.Leave();
        context.Response.Clear();
        if (!forwarding.TryEnter() && await coldStart.EnterAsync(context, forwarding, route) is { } outside) return outside;
        var again = await ForwarderOf(forwarding).SendAsync(forwarding, context);
        return again == ForwardResult.Answered ? null : Unanswered(context, forwarding, again);
    }

    /// <summary>What to answer instead of the child; null: it has answered, or nobody is there to read it.</summary>
    private static Refusal? Unanswered(HttpContext context, ForwardingContext forwarding, ForwardResult result)
    {
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested) return null;
        if (forwarding.IsLate) return Refusals.NoAnswer(forwarding.Route);
        return result switch
        {
            ForwardResult.Wrong => Refusals.WrongAnswer(forwarding.Route, forwarding.WrongAnswer!),
            ForwardResult.WrongBody => Refusals.WrongBody,
            ForwardResult.Unreachable => Refusals.Unreachable(forwarding.Route),
            _ => Refusals.Broken(forwarding.Route),
        };
    }

    /// <summary>Asks a started child without using it.</summary>
    private async Task<Refusal?> ProbeAsync(HttpContext context, ForwardingContext forwarding)
    {
        var child = await spinner.GetAsync(forwarding.Route.App.Name, context.RequestAborted);
        if (child is { Options.Endpoint: var given } && given == EndpointSpec.None) return Refusals.NoEndpoint(forwarding.Route);
        if (child is { State: ChildState.Started, Endpoint: { } endpoint })
        {
            forwarding.SelectUpstream(endpoint, child.Launch ?? 0);
            var result = await ForwarderOf(forwarding).SendAsync(forwarding, context);
            return result == ForwardResult.Answered ? null : Unanswered(context, forwarding, result);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers[StateHeader] = (child?.State ?? ChildState.Stopped).ToString().ToLowerInvariant();
        return null;
    }

    // A body is on its way only once, and what is not idempotent may have been done. An upgrade that nobody has answered is a GET like any other.
    private static bool MayRepeat(ForwardingContext forwarding) =>
        forwarding.Head is { Framing: Framing.None, Method: var method } && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method));

    // The child says how large a body may be; the server's own limit is for servers that read it.
    private static void Unbound(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
    }
}
