using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Spinner.Actors.Tests.Management;

/// <summary>A mailbox that writes down what its actor takes out of it: see <see cref="Everywhere"/>.</summary>
public sealed class RecordingMailbox(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<UnboundedMessageQueue>
{
    /// <summary>Gives every actor of a system this mailbox.</summary>
    public static Config Everywhere { get; } = ConfigurationFactory.ParseString(
        $"akka.actor.default-mailbox.mailbox-type = \"{typeof(RecordingMailbox).AssemblyQualifiedName}\"");

    /// <summary>The actors and what they took, in order, of all systems with this mailbox.</summary>
    public static ConcurrentQueue<(ActorPath Actor, object Message)> Taken { get; } = new();

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new Recorded(owner, new UnboundedMessageQueue());

    private sealed class Recorded(IActorRef owner, UnboundedMessageQueue inner) : IMessageQueue, IUnboundedMessageQueueSemantics
    {
        public bool HasMessages => inner.HasMessages;

        public int Count => inner.Count;

        public void Enqueue(IActorRef receiver, Envelope envelope) => inner.Enqueue(receiver, envelope);

        public bool TryDequeue(out Envelope envelope)
        {
            if (!inner.TryDequeue(out envelope)) return false;
            Taken.Enqueue((owner.Path, envelope.Message));
            return true;
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters) => inner.CleanUp(owner, deadletters);
    }
}
