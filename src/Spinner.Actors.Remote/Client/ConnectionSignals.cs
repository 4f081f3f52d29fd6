using Akka.Actor;

namespace Spinner.Actors.Remote.Client;

/// <summary>Ask this.</summary>
sealed record AskServer(PendingCall Call) : ILocalSignal;

/// <summary>Nobody waits for this any more.</summary>
sealed record Abandon(PendingCall Call) : ILocalSignal;

/// <summary>Who reads a call with many answers has taken some of them.</summary>
sealed record AnswersRead(PendingCall Call, int Answers) : ILocalSignal;

/// <summary>Somebody here holds a child of the server: an actor until it ends, anything else until it lets go.</summary>
sealed record HoldChild(string Name, object Holder) : ILocalSignal;

/// <summary>It lets go.</summary>
sealed record LetGoOfChild(string Name, object Holder) : ILocalSignal;

/// <summary>The actor that held children has ended.</summary>
sealed record LocalHolderEnded(IActorRef Holder) : ILocalSignal;
