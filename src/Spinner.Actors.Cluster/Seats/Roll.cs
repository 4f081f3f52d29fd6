using Akka.Actor;
using Spinner.Actors.Cluster.Messages;

namespace Spinner.Actors.Cluster.Seats;

/// <summary>Answers what any node asks about all that this one has.</summary>
sealed class Roll(Tenancy node) : UntypedActor
{
    private sealed record Answers(IActorRef To, IReadOnlyList<ClusterAnswer> All) : INoSerializationVerificationNeeded;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterCall call:
                var asker = Sender;
                node.AnswerAllAsync(call).PipeTo(Self, Self, answers => new Answers(asker, answers));
                break;
            case Answers answers:
                // The last one says that it is.
                foreach (var answer in answers.All) answers.To.Tell(answer);
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
