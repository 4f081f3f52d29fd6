using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Spinner.Actors;
using Spinner.FrontDoor.Routing;
using Yarp.ReverseProxy.Forwarder;
using Endpoint = Spinner.Processes.Endpoint;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>
/// One request on its way through the door: what it holds, how it is changed, how long the child may take to begin an answer. Used again by
/// later requests, so that a warm one costs no memory here.
/// </summary>
sealed class Passage(ISpinner spinner, Room room, TimeProvider clock) : HttpTransformer
{
    private const string Destination = "http://child";
    private static readonly TimeSpan EndIsSeenWithin = TimeSpan.FromMilliseconds(250);

    // The forwarder's own time-out counts silence, also of a WebSocket; ours counts until the answer begins.
    private static readonly ForwarderRequestConfig Config = new()
    {
        ActivityTimeout = TimeSpan.FromDays(24),
        Version = System.Net.HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private Route _route = null!;
    private UpstreamSettings _settings = null!;
    private bool _trusted;
    private bool _inside;
    private bool _used;
    private ChildUse _use;
    private Upstream? _upstream;
    private CancellationTokenSource _deadline = NewDeadline(clock);
    private volatile bool _answered;
    private volatile int _round;

    /// <summary>The child did not begin an answer in time.</summary>
    public bool IsLate => _deadline.IsCancellationRequested;

    /// <summary>The limit of requests at a time is reached.</summary>
    public bool IsCrowded { get; private set; }

    /// <summary>Before anything else.</summary>
    public void Begin(Route route, UpstreamSettings settings, bool trusted) => (_route, _settings, _trusted) = (route, settings, trusted);

    /// <summary>Goes in if the child is started: no message, no wait, no allocation. False: not started, or crowded.</summary>
    public bool TryEnter() => spinner.TryUse(_route.App.Name, out var use) && TryHold(use);

    /// <summary>Takes over a use. False: crowded.</summary>
    public bool TryHold(ChildUse use)
    {
        (_use, _used) = (use, true);
        _inside = _route.App.TryGoIn(_route.MaxConcurrency);
        IsCrowded = !_inside;
        if (_inside) Aim(use.Endpoint, use.Launch);
        return _inside;
    }

    /// <summary>Where the request goes.</summary>
    public void Aim(Endpoint endpoint, int launch) => _upstream = _route.App.UpstreamOf(endpoint, launch, _settings);

    /// <summary>
    /// A launch that has just ended can be entered until the spinner has seen it. Waits for that, but not long: perhaps it only closed the connection.
    /// </summary>
    public Task EndIsSeenAsync() => Task.WhenAny(_upstream!.Ended, Task.Delay(EndIsSeenWithin, clock));

    /// <summary>Lets go of the child, to try again with all the time there is.</summary>
    public void Leave()
    {
        _round++;
        if (!_deadline.TryReset())
        {
            _deadline.Dispose();
            _deadline = NewDeadline(clock);
        }
        _upstream?.Leave();
        if (_used) _use.Dispose();
        // Last, because who waits for room looks at the uses. Who was one too many was one of them, too.
        if (_inside ? _route.App.GoOut() : _used) room.Changed();
        (_upstream, _inside, _used, _use) = (null, false, false, default);
    }

    /// <summary>Whether it may be used for another request.</summary>
    public bool TryReset()
    {
        Leave();
        IsCrowded = false;
        return true;
    }

    public ValueTask<ForwarderError> SendAsync(IHttpForwarder forwarder, HttpContext context)
    {
        _answered = false;
        if (_route.FirstAnswer != FrontDoorRoute.Never)
        {
            if (HasBody(context)) context.Request.Body = new TimedBody(context.Request.Body, this, _round);
            else _deadline.CancelAfter(_route.FirstAnswer);
        }
        return forwarder.SendAsync(context, Destination, _upstream!.Invoker, Config, this, _deadline.Token);
    }

    public static bool HasBody(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false };

    public override ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var copied = base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        HopByHop.Remove(httpContext.Request.Headers.Connection, proxyRequest);
        ForwardedHeaders.Set(httpContext, proxyRequest.Headers, _route, _trusted);
        proxyRequest.RequestUri = RawPath.Of(httpContext, _route, Destination);
        if (proxyRequest.RequestUri is null && _route.Strips)
        {
            var path = httpContext.Request.Path.Value![_route.Prefix.Length..];
            proxyRequest.RequestUri = RequestUtilities.MakeDestinationAddress(Destination, path.Length == 0 ? "/" : path, httpContext.Request.QueryString);
        }
        return copied;
    }

    public override ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null) return base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        _answered = true;
        _deadline.CancelAfter(Timeout.InfiniteTimeSpan);
        var copied = base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        HopByHop.Remove(proxyResponse.Headers, httpContext.Response.Headers);
        return copied;
    }

    /// <summary>The client is to send more of the body: that is its own time.</summary>
    public void ClientsTurn(int round)
    {
        if (round == _round && !_answered) _deadline.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    /// <summary>The child is to take what the client has sent, or to answer.</summary>
    public void ChildsTurn(int round)
    {
        if (round != _round || _answered) return;
        _deadline.CancelAfter(_route.FirstAnswer);
        // An answer that began meanwhile may have found no deadline to call off.
        if (_answered) _deadline.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    private static CancellationTokenSource NewDeadline(TimeProvider clock) => new(Timeout.InfiniteTimeSpan, clock);
}
