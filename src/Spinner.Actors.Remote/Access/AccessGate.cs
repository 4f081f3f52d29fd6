using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Remote.Configuration;
using Spinner.Actors.Time;

namespace Spinner.Actors.Remote.Access;

/// <summary>
/// The only actor a peer can speak to. Finds out who a peer is, and makes a session for each that may do something. What a session does is its own
/// business; what is not of a session gets no further than here.
/// </summary>
sealed class AccessGate : UntypedActor
{
    public const string ActorName = "spinner-gate";
    public const string Path = "/user/" + ActorName;
    public const int Version = 1;

    private sealed record Applicant(IActorRef Client, X509Certificate2 Certificate, PeerVerdict Peer, SessionSeal Seal);

    private sealed record SessionEnded(string Session) : ILocalSignal;

    private sealed record SpinnerEnded : ILocalSignal;

    private readonly LocalSpinner _spinner;
    private readonly RemoteSettings _settings;
    private readonly PeerPolicy _peers;
    private readonly AuditLog _audit;
    private readonly Alarms<string> _applications;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly string _life = Guid.NewGuid().ToString("N");
    private readonly Dictionary<string, Applicant> _applicants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IActorRef> _sessions = new(StringComparer.Ordinal);
    private long _made;

    public AccessGate(LocalSpinner spinner, RemoteSettings settings)
    {
        _spinner = spinner;
        _settings = settings;
        _peers = new PeerPolicy(settings);
        _audit = new AuditLog(Context.System);
        _applications = new Alarms<string>(Self, settings.Clock);
    }

    public static Props Props(LocalSpinner spinner, RemoteSettings settings) => Akka.Actor.Props.Create(() => new AccessGate(spinner, settings));

    protected override void PreStart() => Context.WatchWith(_spinner.Manager, new SpinnerEnded());

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Hello hello: Meet(hello); break;
            case Proof proof: Examine(proof); break;
            case Call call when _sessions.TryGetValue(call.Session, out var session): session.Tell(call); break;
            case Call call: Sender.Tell(new Gone(call.Session)); break;
            case SessionEnded ended: _sessions.Remove(ended.Session); break;
            case SpinnerEnded: Context.Stop(Self); break;
            case AlarmDue<string> due: if (_applications.Take(due)) Forget(due.Key); break;
            default: Unhandled(message); break;
        }
    }

    protected override void PostStop()
    {
        _applications.Dispose();
        foreach (var applicant in _applicants.Values) applicant.Certificate.Dispose();
    }

    private void Meet(Hello hello)
    {
        if (hello.Version != Version)
        {
            Refuse(Somebody, hello, $"Protocol version {hello.Version} is not spoken here; version {Version} is.");
            return;
        }
        if (_sessions.Count + _applicants.Count >= _settings.Options.MaxSessions)
        {
            Refuse(Somebody, hello, $"There are {_settings.Options.MaxSessions} sessions already; max-sessions allows no more.");
            return;
        }
        if (_peers.NeedsProof) ChallengeClaim(hello);
        else Admit(NewId(), Sender, _peers.Loopback, null, null, hello);
    }

    private void ChallengeClaim(Hello hello)
    {
        if (ReadCertificate(hello.Certificate) is not { } certificate)
        {
            var nobody = PeerVerdict.Untrusted("a peer without a certificate", "none shown");
            Refuse(nobody, hello, "This server asks for a certificate: connect with tls and the one of your node.");
            return;
        }
        var peer = _peers.Judge(certificate);
        if (!peer.IsTrusted)
        {
            certificate.Dispose();
            Refuse(peer, hello, $"This peer is not trusted: {peer.Why}.");
            return;
        }
        var session = NewId();
        var nonce = RandomNumberGenerator.GetBytes(SessionSeal.NonceBytes);
        _applicants[session] = new Applicant(Sender, certificate, peer, new SessionSeal(OwnAddress, session, nonce));
        _applications.Arm(session, _settings.AnswerTimeout);
        Sender.Tell(new Challenge(session, nonce));
    }

    private void Examine(Proof proof)
    {
        if (!_applicants.Remove(proof.Session, out var applicant)) return;
        _applications.Cancel(proof.Session);
        if (applicant.Seal.IsProof(applicant.Certificate, proof.Signature))
        {
            Admit(proof.Session, applicant.Client, applicant.Peer, applicant.Certificate, applicant.Seal, proof);
            return;
        }
        applicant.Certificate.Dispose();
        var somebody = PeerVerdict.Untrusted($"somebody with the certificate of {applicant.Peer.Who}", "no proof");
        Refuse(somebody, proof, "The challenge is not signed by the key of the certificate.");
    }

    private void Admit(string id, IActorRef client, PeerVerdict peer, X509Certificate2? certificate, SessionSeal? seal, object asked)
    {
        if (peer.Role == RemoteRole.None)
        {
            certificate?.Dispose();
            Refuse(peer, asked, "This peer has no role here: a peer's role, ca-role or loopback-role of the server gives it one.", client);
            return;
        }
        var card = new SessionCard(id, client, peer, certificate, seal);
        var session = Context.ActorOf(RemoteSession.Props(_spinner, _settings, card, _audit), $"{++_made}-{Uri.EscapeDataString(peer.Who)}");
        Context.WatchWith(session, new SessionEnded(id));
        _sessions[id] = session;
        _log.Info("{Who} may {Role} in session {Session}", peer.Who, peer.Role, id);
        client.Tell(new Welcome(
            id, _life, _spinner.Name, peer.Role, (long)_settings.Heartbeat.TotalMilliseconds, (long)_settings.LostAfter.TotalMilliseconds));
    }

    private void Refuse(PeerVerdict peer, object asked, string why, IActorRef? client = null)
    {
        _audit.Write(peer, asked, _settings.Clock.GetUtcNow(), $"refused: {why}");
        (client ?? Sender).Tell(new Refused(why));
    }

    private void Forget(string session)
    {
        if (_applicants.Remove(session, out var applicant)) applicant.Certificate.Dispose();
    }

    private static PeerVerdict Somebody { get; } = new("somebody", RemoteRole.None);

    // As peers must name it, or nothing of what they send arrives.
    private static string OwnAddress => ((ExtendedActorSystem)Context.System).Provider.DefaultAddress.ToString();

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

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
