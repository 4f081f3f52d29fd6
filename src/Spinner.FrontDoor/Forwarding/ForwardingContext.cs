using Microsoft.AspNetCore.Http;
using Spinner.Actors;
using Spinner.FrontDoor.Forwarding.Http1;
using Spinner.FrontDoor.Routing;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>
/// What one request holds on its way through the door: its head, the child it uses, how long that may take to begin an answer. Used again by later
/// requests, so that a warm one costs no memory here.
/// </summary>
sealed class ForwardingContext(ISpinner spinner, TimeProvider clock)
{
    private static readonly TimeSpan EndIsSeenWithin = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan NextIsThereWithin = TimeSpan.FromSeconds(5);

    private UpstreamSettings _settings = null!;
    private bool _inside;
    private bool _used;
    private ChildUse _use;
    private CancellationTokenSource _deadline = NewDeadline(clock);
    private volatile bool _answered;
    private volatile int _round;

    public TimeProvider Clock => clock;

    public RequestHead Head { get; } = new();

    public HeadWriter Writer { get; } = new();

    public Route Route { get; private set; } = null!;

    public Upstream Upstream { get; private set; } = null!;

    /// <summary>Fires when the child has not begun an answer in time.</summary>
    public CancellationToken Deadline => _deadline.Token;

    /// <summary>The child did not begin an answer in time.</summary>
    public bool IsLate => _deadline.IsCancellationRequested;

    /// <summary>The limit of requests at a time was reached.</summary>
    public bool IsCrowded { get; private set; }

    /// <summary>Which attempt this is: what is left of the one before is not to disturb it.</summary>
    public int Round => _round;

    /// <summary>What is wrong with the child's answer.</summary>
    public string? WrongAnswer { get; set; }

    /// <summary>Before anything else.</summary>
    public void Begin(Route route, UpstreamSettings settings) => (Route, _settings) = (route, settings);

    /// <summary>Goes in if the child is started: no message, no wait, no allocation. False: not started, or crowded.</summary>
    public bool TryEnter()
    {
        if (!spinner.TryUse(Route.App.Name, out var use)) return false;
        if (use.Endpoint is not NoEndpoint) return TryHold(use);
        // Why not is said where it would be started.
        use.Dispose();
        return false;
    }

    /// <summary>Takes over a use. False: crowded.</summary>
    public bool TryHold(ChildUse use)
    {
        (_use, _used) = (use, true);
        _inside = _inside || Route.App.TryEnter(Route.MaxConcurrency);
        IsCrowded = !_inside;
        if (_inside) SelectUpstream(use.Endpoint, use.Launch);
        return _inside;
    }

    /// <summary>Lets go of the child, and takes a place in it when there is one.</summary>
    public async Task WaitForPlaceAsync(CancellationToken cancellationToken)
    {
        Leave();
        await Route.App.EnterAsync(Route.MaxConcurrency, cancellationToken);
        (_inside, IsCrowded) = (true, false);
    }

    /// <summary>Where the request goes.</summary>
    public void SelectUpstream(ChildEndpoint endpoint, int launch) => Upstream = Route.App.UpstreamOf(endpoint, launch, _settings);

    /// <summary>
    /// A launch that has just ended can be entered until the spinner has seen it. Waits for that, but not long: perhaps it only closed the connection.
    /// </summary>
    public Task EndIsSeenAsync() => Task.WhenAny(Upstream.Ended, Task.Delay(EndIsSeenWithin, clock));

    /// <summary>
    /// Nobody listens where the launch should: the child is told, looks for itself, and has another launched if that is so. Waits for that one.
    /// </summary>
    public Task NextIsThereAsync(CancellationToken cancellationToken) =>
        Task.WhenAny(Upstream.Ended, Task.Delay(Route.MaxWait < NextIsThereWithin ? Route.MaxWait : NextIsThereWithin, clock, cancellationToken));

    /// <summary>Says so.</summary>
    public void ReportUnreachable() => (spinner as LocalSpinner)?.ReportUnreachable(Route.App.Name, Upstream.Launch);

    /// <summary>Lets go of the child, to try again with all the time there is.</summary>
    public void Leave()
    {
        _round++;
        if (!_deadline.TryReset())
        {
            _deadline.Dispose();
            _deadline = NewDeadline(clock);
        }
        Upstream?.Leave();
        if (_used) _use.Dispose();
        if (_inside) Route.App.Leave();
        (Upstream, _inside, _used, _use) = (null!, false, false, default);
    }

    /// <summary>Whether it may be used for another request.</summary>
    public bool TryReset()
    {
        Leave();
        Head.Clear();
        (IsCrowded, WrongAnswer) = (false, null);
        return true;
    }

    /// <summary>The request is about to be sent; without a body it is the child's turn at once.</summary>
    public void Sending(bool hasBody)
    {
        _answered = false;
        if (!hasBody) ChildsTurn(_round);
    }

    /// <summary>The child has begun its answer: how long that takes is its own affair.</summary>
    public void Answered()
    {
        _answered = true;
        if (Route.FirstAnswer != FrontDoorRoute.Never) _deadline.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    /// <summary>The client is to send more of the body: that is its own time.</summary>
    public void ClientsTurn(int round)
    {
        if (round == _round && !_answered && Route.FirstAnswer != FrontDoorRoute.Never) _deadline.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    /// <summary>The child is to take what the client has sent, or to answer.</summary>
    public void ChildsTurn(int round)
    {
        if (round != _round || _answered || Route.FirstAnswer == FrontDoorRoute.Never) return;
        _deadline.CancelAfter(Route.FirstAnswer);
        // An answer that began meanwhile may have found no deadline to call off.
        if (_answered) _deadline.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    private static CancellationTokenSource NewDeadline(TimeProvider clock) => new(Timeout.InfiniteTimeSpan, clock);
}
