using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Remote.Configuration;
using Spinner.Actors.Time;
using Spinner.Actors.Remote.Sealing;

namespace Spinner.Actors.Remote.Access;

/// <summary>
/// The only actor a peer can reach. Authenticates peers and makes a session for each that has a role. Calls of a session are passed to it; everything
/// else is refused here.
/// </summary>
sealed partial class AccessGate : UntypedActor
{
    public const string ActorName = "spinner-gate";
    public const string Path = "/user/" + ActorName;
    public const int Version = 1;
    private const int SharesOfPeers = 4;

    private sealed record SessionEnded(string Session) : ILocalSignal;

    private sealed record SpinnerEnded : ILocalSignal;

    private readonly LocalSpinner _spinner;
    private readonly RemoteSettings _settings;
    private readonly PeerPolicy _peers;
    private readonly AuditLog _audit;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly string _life = Guid.NewGuid().ToString("N");
    private readonly Dictionary<string, AdmittedSession> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<ClientKey, string> _admitted = []; // the latest session of each
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
            case Hello hello: HandleHello(hello); break;
            case Proof proof: HandleProof(proof); break;
            case Call call when _sessions.TryGetValue(call.Session, out var session): session.Forward(call); break;
            case Call call: Sender.Tell(new Gone(call.Session)); break;
            case SessionEnded ended: RemoveSession(ended.Session); break;
            case SpinnerEnded: Context.Stop(Self); break;
            case AlarmDue<string> due: if (_applications.TrySpend(due)) RemoveApplicant(due.Key); break;
            default: Unhandled(message); break;
        }
    }

    protected override void PostStop()
    {
        _applications.Dispose();
        foreach (var applicant in _applicants.Values) applicant.Certificate.Dispose();
    }

    private void HandleHello(Hello hello)
    {
        if (hello.Version != Version)
        {
            Refuse(Somebody, hello, $"Protocol version {hello.Version} is not spoken here; version {Version} is.");
            return;
        }
        var key = ClientKey.Of(Sender, hello.Certificate);
        if (TryResend(key)) return;
        if (_sessions.Count + _applicants.Count >= _settings.Options.MaxSessions)
        {
            Refuse(Somebody, hello, $"There are {_settings.Options.MaxSessions} sessions already; max-sessions allows no more.");
            return;
        }
        // What a claim says of its peer is not proved yet; where its answer goes is known.
        if (_applicants.Values.Count(a => a.Key.Client.Path.Address == key.Client.Path.Address) >= Share)
        {
            Refuse(Somebody, hello, $"{Share} clients of this node are being examined already; one peer may have a quarter of max-sessions.");
            return;
        }
        if (_peers.NeedsProof) SendChallenge(key, hello);
        else Admit(NewId(), key, _peers.Loopback, null, null, hello);
    }

    /// <summary>
    /// A client that is not answered in time says hello again. It gets the same answer, not a second session. A client that has called already has lost
    /// its session and gets a new one.
    /// </summary>
    private bool TryResend(ClientKey key)
    {
        object? answer = null;
        if (_challenged.TryGetValue(key, out var applicant)) answer = _applicants[applicant].Challenge;
        else if (_admitted.TryGetValue(key, out var id) && _sessions[id] is { HasCalled: false } fresh) answer = fresh.Welcome;
        if (answer is not null) key.Client.Tell(answer);
        return answer is not null;
    }

    private void Admit(string id, ClientKey key, PeerVerdict peer, X509Certificate2? certificate, SessionSeal? seal, object asked)
    {
        if (peer.Role == RemoteRole.None)
        {
            certificate?.Dispose();
            Refuse(peer, asked, "This peer has no role here: a peer's role, ca-role or loopback-role of the server gives it one.", key.Client);
            return;
        }
        // Without TLS all of this machine are one peer, but not one node.
        var owner = key.Thumbprint.Length > 0 ? key.Thumbprint : key.Client.Path.Address.ToString();
        if (_sessions.Values.Count(s => s.Owner == owner && s.Key != key) >= Share)
        {
            certificate?.Dispose();
            Refuse(peer, asked, $"{peer.Who} has {Share} sessions already; one peer may have a quarter of max-sessions.", key.Client);
            return;
        }
        // The same client with the same certificate has lost its former session.
        if (_admitted.TryGetValue(key, out var former)) Context.Stop(_sessions[former].Actor);
        var card = new SessionCard(id, key.Client, peer, certificate, seal);
        var session = Context.ActorOf(RemoteSession.Props(_spinner, _settings, card, _audit), $"{++_made}-{Uri.EscapeDataString(peer.Who)}");
        Context.WatchWith(session, new SessionEnded(id));
        _log.Info("{Who} may {Role} in session {Session}", peer.Who, peer.Role, id);
        var welcome = new Welcome(
            id, _life, _spinner.Name, peer.Role, (long)_settings.Heartbeat.TotalMilliseconds, (long)_settings.LostAfter.TotalMilliseconds);
        _sessions[id] = new AdmittedSession(key, owner, session, welcome);
        _admitted[key] = id;
        key.Client.Tell(welcome);
    }

    // The rest is for others.
    private int Share => Math.Max(1, _settings.Options.MaxSessions!.Value / SharesOfPeers);

    private void RemoveSession(string session)
    {
        if (!_sessions.Remove(session, out var ended)) return;
        if (_admitted.GetValueOrDefault(ended.Key) == session) _admitted.Remove(ended.Key);
    }

    private void Refuse(PeerVerdict peer, object asked, string why, IActorRef? client = null)
    {
        _audit.Write(peer, asked, _settings.Clock.GetUtcNow(), $"refused: {why}");
        (client ?? Sender).Tell(new Refused(why));
    }

    private static PeerVerdict Somebody { get; } = new("somebody", RemoteRole.None);

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
