using System.Globalization;
using Akka.Actor;
using Microsoft.AspNetCore.Http;
using Spinner.Actors;
using Spinner.Actors.Signals;
using Spinner.FrontDoor.Answers;
using Spinner.FrontDoor.Forwarding;
using Spinner.FrontDoor.Messages;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.ColdStarts;

/// <summary>
/// Holds requests of a child that is not started, in a bounded queue for a bounded time, while the spinner starts it once for all of them; and those for
/// which there is no place in it.
/// </summary>
/// <param name="spinner">Starts it.</param>
/// <param name="clock">Counts the wait.</param>
/// <param name="onGone">Is told the name of a child that a route found and the spinner does not know any more.</param>
sealed class ColdStarter(ISpinner spinner, TimeProvider clock, Action<string> onGone)
{
    private const string Header = "Spinner-Cold-Start";

    private readonly EarlyBody _bodies = new(clock);
    private readonly UnreachableChild _unreachable = new(spinner);

    /// <summary>Goes in when the child is ready and has a place for it.</summary>
    /// <returns>Null: the request is in. Otherwise why not.</returns>
    public async Task<Refusal?> EnterAsync(HttpContext context, ForwardingContext forwarding, Route route)
    {
        var isCold = !forwarding.IsCrowded;
        if (!route.App.TryWait(route.Queue, isCold)) return isCold ? Refusals.QueueFull(route) : Refusals.Crowded(route);
        var arrived = clock.GetTimestamp();
        var page = isCold && route.ColdStart == ColdStartMode.Page && ColdStartPage.IsWanted(context.Request);
        var poke = isCold && route.ColdStart == ColdStartMode.Poke;
        using var late = new CancellationTokenSource((page || poke) && route.PageAfter < route.MaxWait ? route.PageAfter : route.MaxWait, clock);
        using var gone = new CancellationTokenSource();
        using var over = new CancellationTokenSource();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, late.Token, gone.Token);
        // A client that waits to be told to send has sent nothing; over HTTP/2 the server reads on by itself.
        var watch = forwarding.Head is { Framing: not Framing.None, ExpectsContinue: false } && HttpProtocol.IsHttp11(context.Request.Protocol)
            ? _bodies.WatchAsync(context, forwarding.Head.Length, gone.Cancel, over.Token)
            : Task.CompletedTask;
        try
        {
            do
            {
                if (forwarding.IsCrowded) await forwarding.WaitForPlaceAsync(patience.Token);
                if (await _unreachable.IsAsync(route, patience.Token)) return Refusals.NoEndpoint(route);
                var use = await StartAsync(route, patience.Token);
                if (use.Endpoint is NoEndpoint)
                {
                    // It has become one since.
                    use.Dispose();
                    return Refusals.NoEndpoint(route);
                }

                route.App.Starts.End();
                // Of all that waited for the start some have to wait for a place.
                forwarding.TryHold(use);
            }
            while (forwarding.IsCrowded);

            if (!isCold) return null;
            var waited = (long)clock.GetElapsedTime(arrived).TotalMilliseconds;
            context.Response.Headers[Header] = waited.ToString(CultureInfo.InvariantCulture);
            return null;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // Whoever has gone reads nothing; the status is for the log.
            if (context.RequestAborted.IsCancellationRequested || gone.IsCancellationRequested)
                return new Refusal(StatusCodes.Status499ClientClosedRequest, "The client has gone.") { Closes = true };
            if (poke) return Poke(route);
            if (!page) return forwarding.IsCrowded ? Refusals.TooCrowded(route) : Refusals.TooLate(route);
            return ColdStartPage.Of(route, await spinner.GetAsync(route.App.Name, context.RequestAborted));
        }
        catch (Exception why) when (SpinnerEndedException.RejectionIn(why, route.App.Name) is { } rejected)
        {
            return Refusals.NotStarted(rejected, clock);
        }
        catch (TimeoutException)
        {
            return Refusals.LateStart(route);
        }
        finally
        {
            await over.CancelAsync();
            await watch;
            route.App.StopWaiting();
        }
    }

    private Refusal Poke(Route route)
    {
        if (route.App.TryPoke()) _ = GoOnAsync(route);
        return Refusals.Poked(route);
    }

    // Who waits for nothing gives up its turn where there is no room yet, so somebody waits on.
    private async Task GoOnAsync(Route route)
    {
        using var late = new CancellationTokenSource(route.MaxWait, clock);
        try
        {
            (await StartAsync(route, late.Token)).Dispose();
            route.App.Starts.End();
        }
        catch (Exception notStarted) when (notStarted is OperationCanceledException or SpinnerRejectedException or TimeoutException)
        {
            // The spinner tells of a start that fails, and the next request is told why.
        }
        finally
        {
            route.App.EndPoke();
        }
    }

    private async Task<ChildUse> StartAsync(Route route, CancellationToken cancellationToken)
    {
        AskedBy.Current = AskedBy.FrontDoor;
        var name = route.App.Name;
        if (route.Start is { } start) await spinner.StartAsync(start, cancellationToken);
        else if (route.Script is { } script && await spinner.GetAsync(name, cancellationToken) is null)
            await spinner.StartAsync(script, cancellationToken);
        else if (route.IsFound && await IsGoneAsync(name, cancellationToken))
        {
            // A stranger may use what is there; what was removed, or never was, is not started for one.
            onGone(name);
            throw new SpinnerRejectedException(new Rejected(name, SpinnerError.NoSuchChild, "The child was removed."));
        }
        return route.IsFound && spinner is LocalSpinner local ? await UseKnownAsync(local, name, cancellationToken) : await spinner.UseAsync(name, cancellationToken);
    }

    // Who knows it decides, not the look before: a declared name that was removed meanwhile would come back.
    private static async Task<ChildUse> UseKnownAsync(LocalSpinner local, string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (local.TryUse(name, out var use)) return use;
            if (await local.StartAsync(new StartChild(name) { KnownOnly = true }, holder: null, cancellationToken) is Rejected rejected)
                throw new SpinnerRejectedException(rejected);
        }
    }

    private async Task<bool> IsGoneAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await spinner.GetAsync(name, cancellationToken) is null;
        }
        catch (TimeoutException)
        {
            // A spinner that is busy has not said so. The start has more time, and says what becomes of it.
            return false;
        }
    }
}
