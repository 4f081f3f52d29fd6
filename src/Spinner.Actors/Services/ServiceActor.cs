using Akka.Actor;
using Akka.Event;

namespace Spinner.Actors.Services;

/// <summary>
/// An actor that all children of a spinner rely on. A message that fails is logged, and lost alone: the actor and what it keeps go on, so that no
/// child pays for another's.
/// </summary>
abstract class ServiceActor : UntypedActor
{
    protected sealed override void OnReceive(object message)
    {
        try
        {
            Handle(message);
        }
        catch (Exception e)
        {
            Context.GetLogger().Error(e, "{Service} could not handle {Message}", Self.Path.Name, message.GetType().Name);
        }
    }

    /// <summary>As <see cref="UntypedActor.OnReceive"/>.</summary>
    protected abstract void Handle(object message);
}
