using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Spinner.Actors.Remote.Sealing;

namespace Spinner.Actors.Remote.Access;

/// <summary>What the gate found out about the client of a session.</summary>
/// <param name="Id">The session.</param>
/// <param name="Client">Where answers go.</param>
/// <param name="Peer">Who it is, and what it may do.</param>
/// <param name="Certificate">The session's to dispose; null on loopback without TLS.</param>
/// <param name="Seal">What calls are signed with; null with the certificate.</param>
sealed record SessionCard(string Id, IActorRef Client, PeerVerdict Peer, X509Certificate2? Certificate, SessionSeal? Seal)
{
    /// <summary>Whether the call comes from who opened the session. Without TLS everybody on this machine is the same peer.</summary>
    public bool IsMine(Call call) => Seal is null || Seal.IsCall(Certificate!, call);
}
