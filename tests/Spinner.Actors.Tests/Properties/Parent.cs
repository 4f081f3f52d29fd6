using Akka.Actor;

namespace Spinner.Actors.Tests.Properties;

/// <summary>Creates actors right here and now: whoever lends it is alone with them on its thread.</summary>
sealed class Parent
{
    private readonly IActorRef _actor;

    public Parent(ActorSystem system, string name)
    {
        _actor = system.ActorOf(Props.Create<Nursery>(), name);
        // Top-level actors are started by the user guardian, maybe on another thread: wait until that has let go of it.
        while (!((RepointableActorRef)_actor).IsStarted || ((RepointableActorRef)_actor).Underlying.HasMessages) Thread.Yield();
    }

    public ActorRefWithCell Create(Props props, string name)
    {
        var order = new Order(props, name);
        _actor.Tell(order, ActorRefs.NoSender);
        return (ActorRefWithCell?)order.Created ?? throw new InvalidOperationException("The actor was not created on this thread.");
    }

    private sealed record Order(Props Props, string Name) : INoSerializationVerificationNeeded
    {
        public IActorRef? Created { get; set; }
    }

    private sealed class Nursery : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Order order) order.Created = Context.ActorOf(order.Props, order.Name);
            else Unhandled(message);
        }
    }
}
