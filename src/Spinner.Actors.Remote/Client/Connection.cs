using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Remote.Access;
using Spinner.Actors.Remote.Configuration;
using Spinner.Actors.Time;
using Spinner.Actors.Remote.Sealing;
using Spinner.Actors.Remote.Transport;

namespace Spinner.Actors.Remote.Client;

/// <summary>
/// The connection to one server: says hello until it has a session, sends heartbeats, and says hello again when the server is lost.
/// </summary>
sealed partial class Connection : UntypedActor
{
    private enum Alarm
    {
        Introduce,
        Beat,
    }

    private readonly string _name;
    private readonly Address _server;
    private readonly RemoteSettings _settings;
    private readonly CancellationTokenSource _ended;
    private readonly ActorSelection _gate;
    private readonly Alarms<Alarm> _alarms;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private Session? _session;
    private Session? _former;
    private string? _life;      // of the server we last had a session with
    private SessionSeal? _seal; // of the latest challenge
    private string? _distrust;  // why there was no connection
    private string? _asked;     // the session it is for
    private long _heard;

    /// <param name="name">Of the spinner.</param>
    /// <param name="server">Where it is.</param>
    /// <param name="settings">Of this node.</param>
    /// <param name="ended">Cancelled when this has ended: whatever is sent to it from then on is lost.</param>
    public Connection(string name, Address server, RemoteSettings settings, CancellationTokenSource ended)
    {
        _ended = ended;
        _name = name;
        _server = server;
        _settings = settings;
        _gate = Context.ActorSelection(new RootActorPath(server) / AccessGate.Path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        _alarms = new Alarms<Alarm>(Self, settings.Clock);
    }

    public static Props Props(string name, Address server, RemoteSettings settings, CancellationTokenSource ended) =>
        Akka.Actor.Props.Create(() => new Connection(name, server, settings, ended));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(PeerNotTrusted));
        Introduce();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case IEnvelope envelope: if (Sender.Path.Address.Equals(_server)) Receive(envelope); break;
            case PeerNotTrusted broken: if (_session is null && broken.Peer.Equals(_server)) HandleNoTrust(broken.Why); break;
            case SendCall ask: SendOrQueue(ask.Call); break;
            case CancelCall abandon: Cancel(abandon.Call); break;
            case AnswersRead read: SendCredit(read); break;
            case HoldBegun hold: BeginHold(hold); break;
            case HoldAnswered settled: EndHold(settled); break;
            case ReleaseChild let: Release(let); break;
            case LeaseRenewed renewed: HandleRenewal(renewed); break;
            case LocalHolderEnded ended: ReleaseAll(ended.Actor); break;
            case AlarmDue<Alarm> due: if (_alarms.TrySpend(due)) HandleAlarm(due.Key); break;
            default: Unhandled(message); break;
        }
    }

    // A restart is not the end.
    protected override void PreRestart(Exception reason, object message) => Close();

    protected override void PostStop()
    {
        Close();
        _ended.Cancel();
    }

    private void Close()
    {
        SendOneWay(new Bye());
        _alarms.Dispose();
        FailAll(static _ => true, Ended());
    }

    private void Receive(IEnvelope envelope)
    {
        switch (envelope)
        {
            case Challenge challenge when _session is null: Prove(challenge); break;
            case Welcome welcome when _session is null: Open(welcome); break;
            case Refused refused when _session is null: HandleRefusal(refused.Detail); break;
            case Gone gone when gone.Session == _session?.Id: HandleLoss("has ended the session"); break;
            case Answer answer when answer.Session == _session?.Id: Receive(answer); break;
            default: _log.Debug("{Message} is for no session of ours", envelope.GetType().Name); break;
        }
    }

    private void Introduce()
    {
        _gate.Tell(new Hello(AccessGate.Version, _settings.Certificate?.RawData), Self);
        _alarms.Arm(Alarm.Introduce, _settings.Heartbeat);
    }

    private void Prove(Challenge challenge)
    {
        if (_settings.Certificate is not { } certificate) return;
        _seal = new SessionSeal(_server.ToString(), challenge.Session, challenge.Nonce);
        _asked = challenge.Session;
        _gate.Tell(new Proof(challenge.Session, _seal.SignProof(certificate)), Self);
        _alarms.Arm(Alarm.Introduce, _settings.AnswerTimeout);
    }

    private void Open(Welcome welcome)
    {
        if (_settings.Certificate is not null && welcome.Session != _asked) return;
        _alarms.Cancel(Alarm.Introduce);
        _distrust = null;
        _log.Info("Connected to {Server}: may {Role}", _server, welcome.Role);
        var beat = TimeSpan.FromMilliseconds(Math.Clamp(welcome.Heartbeat, 1, (long)_settings.LostAfter.TotalMilliseconds));
        // A session of which the server has heard no call yet may be given twice; the numbers of its calls go on.
        _session = new Session(welcome.Session, welcome.Spinner, _seal, beat)
        {
            LastNumber = _former?.Id == welcome.Session ? _former.LastNumber : 0,
        };
        _heard = _settings.Clock.GetTimestamp();
        _alarms.Arm(Alarm.Beat, beat);
        var sameServer = _life == welcome.Server;
        _life = welcome.Server;
        Resume(sameServer);
    }

    private void HandleRefusal(string why)
    {
        _log.Warning("{Server} does not let this node in: {Why}", _server, why);
        FailAll(static call => !call.SurvivesLoss, new RemoteSpinnerException(RemoteFailure.Denied, $"{_server} does not let this node in: {why}"));
        _alarms.Arm(Alarm.Introduce, _settings.LostAfter);
    }

    // It says hello again all the same: certificates are replaced while systems run.
    private void HandleNoTrust(string why)
    {
        if (_distrust != why) _log.Warning("There is no connection to {Server}: {Why}", _server, why);
        _distrust = why;
        FailAll(
            static call => !call.SurvivesLoss,
            new RemoteSpinnerException(RemoteFailure.NotTrusted, $"There is no connection to {_server}: {why}"));
    }

    private void HandleAlarm(Alarm alarm)
    {
        if (alarm == Alarm.Introduce) Introduce();
        else if (_settings.Clock.GetElapsedTime(_heard) >= _settings.LostAfter) HandleLoss($"was silent for {_settings.LostAfter}");
        else
        {
            SendOneWay(new Ping());
            _alarms.Arm(Alarm.Beat, _session!.Beat);
        }
    }

    private void HandleLoss(string why)
    {
        _log.Warning("Lost {Server}: it {Why}", _server, why);
        (_former, _session) = (_session, null);
        _alarms.Cancel(Alarm.Beat);
        FailSent(new TimeoutException($"The connection to {_server} was lost: it {why}. What was asked of it may have been done or not."));
        Introduce();
    }

    /// <summary>What a call fails with after the end.</summary>
    public static SpinnerEndedException Ended() => new("The remote spinner was disposed, or its actor system has ended.");

    /// <summary>What was agreed with the server.</summary>
    private sealed record Session(string Id, string Spinner, SessionSeal? Seal, TimeSpan Beat)
    {
        public long LastNumber { get; set; }
    }
}
