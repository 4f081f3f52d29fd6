using Akka.Actor;
using Akka.Event;

namespace Spinner.Actors;

/// <summary>Speaks of one child.</summary>
public interface IWithChildName
{
    /// <summary>The child's name.</summary>
    string Name { get; }
}

/// <summary>
/// May cross a remote boundary, written by the library's own protocol; nothing else may. In one process it is handed over as it is, streams and loggers
/// included: <c>akka.actor.serialize-messages</c> does not try another way on it.
/// </summary>
public interface ISpinnerWire : INoSerializationVerificationNeeded;

/// <summary>A command, answered by exactly one reply.</summary>
public interface ISpinnerCommand : ISpinnerWire;

/// <summary>A question, answered by exactly one reply. Changes nothing.</summary>
public interface ISpinnerQuery : ISpinnerWire;

/// <summary>An answer to a command or a question.</summary>
public interface ISpinnerReply : ISpinnerWire;

/// <summary>Never leaves this process, and may come too late.</summary>
interface ILocalSignal : INoSerializationVerificationNeeded, IDeadLetterSuppression;
