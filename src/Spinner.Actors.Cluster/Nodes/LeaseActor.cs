using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Cluster.Configuration;
using Spinner.Actors.Cluster.Leases;

namespace Spinner.Actors.Cluster.Nodes;

/// <summary>Asks the members for this node's lease, and answers theirs.</summary>
/// <param name="self">This node.</param>
/// <param name="lease">What it holds.</param>
/// <param name="times">The times of leases.</param>
/// <param name="mostMembers">With more members two majorities need not meet: nobody is answered then.</param>
/// <param name="held">Told after each acknowledgement which shards are held anew, if any.</param>
sealed class LeaseActor(NodeRun self, NodeLease lease, LeaseTimes times, int mostMembers, Action<ShardSet> held) : UntypedActor, IWithTimers
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private LeaseVoter? _voter;
    private bool _isCrowded;

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Ask now: something is claimed.</summary>
    public sealed record Ask : INoSerializationVerificationNeeded
    {
        public static Ask Now { get; } = new();
    }

    protected override void PreStart() => Timers.StartPeriodicTimer(Ask.Now, Ask.Now, times.Interval);

    // With this actor nobody asks any more.
    protected override void PostStop() => lease.EndAll();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Ask:
                lease.EndWhatIsOver();
                AskMembers(Membership.Of(Context.System));
                break;
            case LeasePing ping when IsFrom(ping.From):
                if (Answer(ping, Membership.Of(Context.System)) is { } answer) Sender.Tell(answer);
                break;
            case LeaseAck ack when IsFrom(ack.From):
                Take(ack);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void AskMembers(Membership members)
    {
        if (!members.HasSelf) return;
        _voter ??= new LeaseVoter(self, times, lease.Now);
        if (lease.Ping() is not { } ping) return;
        foreach (var other in members.Others) Context.ActorSelection(new RootActorPath(other) / "user" / ClusterConfig.Lease).Tell(ping);
        if (Answer(ping, members) is { } own) Take(own);
    }

    private LeaseAck? Answer(LeasePing ping, Membership members)
    {
        if (IsCrowded(members) || !members.Reaches(ping.From)) return null;
        return _voter?.Answer(ping, lease.Now);
    }

    private void Take(LeaseAck ack) => held(lease.Take(ack));

    private bool IsCrowded(Membership members)
    {
        var crowded = members.Count > mostMembers;
        if (crowded && !_isCrowded)
            _log.Error("{Count} nodes are members, with the planned size {Most} may be: nobody gets a lease here", members.Count, mostMembers);
        _isCrowded = crowded;
        return crowded;
    }

    // Who speaks for another is not heard.
    private bool IsFrom(NodeRun run) => Sender.Path.Address.ToString() == run.Address || (run == self && Sender.Equals(Self));
}
