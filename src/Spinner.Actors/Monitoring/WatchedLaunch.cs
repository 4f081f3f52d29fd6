using Akka.Actor;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Actors.Monitoring;

/// <summary>Tells the sender when that launch, which serves from now on, should be replaced.</summary>
sealed record WatchHealth(AdmissionRequest Request, ChildSpec Spec, ILaunch Process, ChildEndpoint Endpoint) : ILocalSignal;

/// <summary>It serves no more.</summary>
sealed record UnwatchHealth(AdmissionRequest Request) : ILocalSignal;

/// <summary>It was used as often as it may be.</summary>
sealed record UsedUp(AdmissionRequest Request) : ILocalSignal;

/// <summary>What is known of a launch that is watched. Used by the monitor only, but for what never changes.</summary>
/// <param name="watch">Which.</param>
/// <param name="child">Is told.</param>
/// <param name="since">When it began to serve, on the clock's own scale.</param>
sealed class WatchedLaunch(WatchHealth watch, IActorRef child, long since)
{
    private readonly CancellationTokenSource _ended = new();

    public AdmissionRequest Request => watch.Request;

    public ChildSpec Spec => watch.Spec;

    public ILaunch Process => watch.Process;

    public ChildEndpoint Endpoint => watch.Endpoint;

    public IActorRef Child { get; } = child;

    public long Since { get; } = since;

    /// <summary>Fires when nobody wants to know any more.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Looks that failed, in a row.</summary>
    public int Failures { get; set; }

    /// <summary>It held too much at the last look, and not at the one before.</summary>
    public bool IsOverMemory { get; set; }

    /// <summary>Looks that found nothing out.</summary>
    public int Unweighed { get; set; }

    /// <summary>A look that is under way is called off, not by the caller's thread: a command that runs for it is killed.</summary>
    public void End() => _ = _ended.CancelAsync();
}
