using Akka.Actor;

namespace Spinner.Actors.Remote.Transport;

/// <summary>A connection this node made was ended because one end does not trust the other. Published to the event stream of this node.</summary>
sealed record PeerNotTrusted(Address Peer, string Why);
