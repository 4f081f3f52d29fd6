using Akka.Actor;

namespace Spinner.Actors.Remote.Client;

/// <summary>Ask this.</summary>
sealed record SendCall(PendingCall Call) : ILocalSignal;

/// <summary>Nobody waits for this any more.</summary>
sealed record CancelCall(PendingCall Call) : ILocalSignal;

/// <summary>Who reads a call with many answers has taken some of them.</summary>
sealed record AnswersRead(PendingCall Call, int Answers) : ILocalSignal;

/// <summary>Somebody here is about to hold a child of the server: an actor until it ends, anything else until it lets go.</summary>
sealed record HoldBegun(string Name, object Holder) : ILocalSignal;

/// <summary>The start that was to hold it has been answered.</summary>
sealed record HoldAnswered(string Name, object Holder, bool IsHeld) : ILocalSignal;

/// <summary>It lets go.</summary>
/// <param name="Name">The child.</param>
/// <param name="Holder">Who.</param>
/// <param name="Answer">The call that waits for what comes of it; null: nobody waits.</param>
sealed record ReleaseChild(string Name, object Holder, PendingReply? Answer = null) : ILocalSignal;

/// <summary>What the server said to a lease that was taken anew, or why it said nothing.</summary>
sealed record LeaseRenewed(string Child, object Answer) : ILocalSignal;

/// <summary>The actor that held children has ended.</summary>
sealed record LocalHolderEnded(IActorRef Holder) : ILocalSignal;
