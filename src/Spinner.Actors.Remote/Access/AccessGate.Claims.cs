using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Spinner.Actors.Time;
using Spinner.Actors.Remote.Sealing;

namespace Spinner.Actors.Remote.Access;

// Under TLS: what a peer says of itself, until it has proved it.
sealed partial class AccessGate
{
    private sealed record Applicant(ClientKey Key, X509Certificate2 Certificate, PeerVerdict Peer, SessionSeal Seal, Challenge Challenge);

    private readonly Dictionary<string, Applicant> _applicants = new(StringComparer.Ordinal);
    private readonly Dictionary<ClientKey, string> _challenged = [];
    private readonly Alarms<string> _applications;

    private void SendChallenge(ClientKey key, Hello hello)
    {
        if (ReadCertificate(hello.Certificate) is not { } certificate)
        {
            var nobody = PeerVerdict.Untrusted("a peer without a certificate", "none shown");
            Refuse(nobody, hello, "This server asks for a certificate: connect with tls and the one of your node.");
            return;
        }
        var peer = _peers.Evaluate(certificate);
        if (!peer.IsTrusted)
        {
            certificate.Dispose();
            Refuse(peer, hello, $"This peer is not trusted: {peer.Why}.");
            return;
        }
        var session = NewId();
        var nonce = RandomNumberGenerator.GetBytes(SessionSeal.NonceBytes);
        var challenge = new Challenge(session, nonce);
        _applicants[session] = new Applicant(key, certificate, peer, new SessionSeal(OwnAddress, session, nonce), challenge);
        _challenged[key] = session;
        _applications.Arm(session, _settings.AnswerTimeout);
        Sender.Tell(challenge);
    }

    private void HandleProof(Proof proof)
    {
        if (!_applicants.Remove(proof.Session, out var applicant)) return;
        _challenged.Remove(applicant.Key);
        _applications.Cancel(proof.Session);
        if (applicant.Seal.IsProof(applicant.Certificate, proof.Signature))
        {
            Admit(proof.Session, applicant.Key, applicant.Peer, applicant.Certificate, applicant.Seal, proof);
            return;
        }
        applicant.Certificate.Dispose();
        var somebody = PeerVerdict.Untrusted($"somebody with the certificate of {applicant.Peer.Who}", "no proof");
        Refuse(somebody, proof, "The challenge is not signed by the key of the certificate.");
    }

    private void RemoveApplicant(string session)
    {
        if (!_applicants.Remove(session, out var applicant)) return;
        _challenged.Remove(applicant.Key);
        applicant.Certificate.Dispose();
    }

    // As peers must name it, or nothing of what they send arrives.
    private static string OwnAddress => ((ExtendedActorSystem)Context.System).Provider.DefaultAddress.ToString();

    private static X509Certificate2? ReadCertificate(byte[]? der)
    {
        try
        {
            return der is null ? null : X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
