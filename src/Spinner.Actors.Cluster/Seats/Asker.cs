using Akka.Actor;
using Spinner.Actors.Cluster.Messages;
using Spinner.Actors.Remote.Wire;

namespace Spinner.Actors.Cluster.Seats;

/// <summary>
/// Asks the owners of names, again and again until there is an answer: what sat in a buffer when an owner went is lost. When its region ends, which it
/// may do though the node is a member, nobody reaches an owner any more: then the node goes.
/// </summary>
sealed class Asker(IActorRef region) : UntypedActor, IWithTimers
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Dictionary<long, Asking> _asking = [];

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>A call, and who waits for its answer.</summary>
    public sealed record Asking(ClusterCall Call, TaskCompletionSource<Answered> Answer) : INoSerializationVerificationNeeded;

    /// <param name="Reply">What was said.</param>
    /// <param name="From">Where the owner is.</param>
    public sealed record Answered(object Reply, Address From);

    /// <summary>Nobody waits for it any more.</summary>
    public sealed record Forget(long Id) : INoSerializationVerificationNeeded;

    private sealed record Again : INoSerializationVerificationNeeded;

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(Again), new Again(), Pause);
        Context.Watch(region);
    }

    protected override void PostStop()
    {
        foreach (var asking in _asking.Values) asking.Answer.TrySetException(new RunEndedException());
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Asking asking:
                _asking[asking.Call.Id] = asking;
                region.Tell(asking.Call, Self);
                break;
            case Again:
                foreach (var asking in _asking.Values) region.Tell(asking.Call, Self);
                break;
            case ClusterAnswer answer when _asking.Remove(answer.Id, out var asked): Complete(asked, answer); break;
            case ClusterAnswer: break;
            case Terminated: CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterDowningReason.Instance); break;
            case Forget forget: _asking.Remove(forget.Id); break;
            default: Unhandled(message); break;
        }
    }

    private void Complete(Asking asked, ClusterAnswer answer)
    {
        try
        {
            var from = Sender.Path.Address;
            var owner = from.HasLocalScope ? global::Akka.Cluster.Cluster.Get(Context.System).SelfAddress : from;
            asked.Answer.TrySetResult(new Answered(answer.ReadAnswer(), owner));
        }
        catch (WireException wrong)
        {
            asked.Answer.TrySetException(wrong);
        }
    }
}
