using Akka.Actor;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Remote.Client;

/// <summary>Sends a call, at once or with the next session.</summary>
sealed record SendCall(PendingCall Call) : ILocalSignal;

/// <summary>The caller no longer waits for the answer.</summary>
sealed record CancelCall(PendingCall Call) : ILocalSignal;

/// <summary>The reader of a call with many answers has read some of them.</summary>
sealed record AnswersRead(PendingCall Call, int Answers) : ILocalSignal;

/// <summary>A start is under way that will hold a child, until <see cref="ReleaseChild"/> or the end of the holder's actor.</summary>
sealed record HoldBegun(string Name, Holder Holder) : ILocalSignal;

/// <summary>The start that was to hold the child has been answered.</summary>
sealed record HoldAnswered(string Name, Holder Holder, bool IsHeld) : ILocalSignal;

/// <summary>A holder releases a child.</summary>
/// <param name="Name">The child.</param>
/// <param name="Holder">Who holds it.</param>
/// <param name="Answer">The call that waits for the result; null: no call does.</param>
sealed record ReleaseChild(string Name, Holder Holder, PendingReply? Answer = null) : ILocalSignal;

/// <summary>The server's answer to a renewed lease, or the exception in place of one.</summary>
sealed record LeaseRenewed(string Child, object Answer) : ILocalSignal;

/// <summary>The actor that held children has ended.</summary>
sealed record LocalHolderEnded(IActorRef Actor) : ILocalSignal;
