using Akka.Actor;

namespace Spinner.Actors.Remote.Access;

/// <summary>A session, as the gate knows it. Used by the gate only.</summary>
/// <param name="key">Whose.</param>
/// <param name="owner">The certificate of the peer, or the address of its node where there is none.</param>
/// <param name="actor">It.</param>
/// <param name="welcome">What the client was told.</param>
sealed class AdmittedSession(ClientKey key, string owner, IActorRef actor, Welcome welcome)
{
    public ClientKey Key => key;

    public string Owner => owner;

    public IActorRef Actor => actor;

    public Welcome Welcome => welcome;

    /// <summary>Until then the client may not even know of it.</summary>
    public bool HasCalled { get; private set; }

    public void Forward(Call call)
    {
        HasCalled = true;
        actor.Tell(call);
    }
}
