using Akka.Actor;

namespace Spinner.Actors.Remote.Access;

/// <summary>What the gate knows of a session. Used by the gate only.</summary>
/// <param name="key">The client.</param>
/// <param name="owner">The certificate of the peer, or the address of its node where there is none.</param>
/// <param name="actor">The session's actor.</param>
/// <param name="welcome">The welcome the client was sent.</param>
sealed class AdmittedSession(ClientKey key, string owner, IActorRef actor, Welcome welcome)
{
    public ClientKey Key => key;

    public string Owner => owner;

    public IActorRef Actor => actor;

    public Welcome Welcome => welcome;

    /// <summary>Whether the client has called. Until then it may not have received the welcome.</summary>
    public bool HasCalled { get; private set; }

    public void Forward(Call call)
    {
        HasCalled = true;
        actor.Tell(call);
    }
}
