using Akka.Actor;
using Spinner.Actors.Children;
using Spinner.Actors.Signals;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Remote.Client;

/// <summary>The use of a child on another node: a lease, until it is disposed.</summary>
sealed class RemoteUse(ChildReady ready, Holder holder, IActorRef connection) : IUsedLaunch
{
    public ChildReady Ready => ready;

    public void Exit() => connection.Tell(new ReleaseChild(ready.Name, holder), ActorRefs.NoSender);
}
