using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Remote.Configuration;
using Spinner.Actors.Time;

namespace Spinner.Actors.Remote.Access;

/// <summary>
/// One client on the server: checks every call, has the spinner execute it, sends the answer. It is the holder of the client's leases: when the client is
/// silent for too long, or ends the session, the leases end too.
/// </summary>
/// <remarks>
/// A client is alive while it calls. Akka's remote death watch is not used: it would quarantine a node that was cut off for some seconds, and that node
/// would have to be restarted.
/// </remarks>
sealed partial class RemoteSession : UntypedActor
{
    private enum Alarm
    {
        CheckHeartbeat,
    }

    private readonly LocalSpinner _spinner;
    private readonly RemoteSettings _settings;
    private readonly SessionCard _card;
    private readonly AuditLog _audit;
    private readonly Alarms<Alarm> _alarms;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly AnswerWriter _answers;
    private long _lastNumber;
    private long _heard;

    public RemoteSession(LocalSpinner spinner, RemoteSettings settings, SessionCard card, AuditLog audit)
    {
        _spinner = spinner;
        _settings = settings;
        _card = card;
        _audit = audit;
        _answers = new AnswerWriter(card, Self, settings.MaxBody);
        _alarms = new Alarms<Alarm>(Self, settings.Clock);
        _heard = settings.Clock.GetTimestamp();
        _alarms.Arm(Alarm.CheckHeartbeat, settings.Heartbeat);
    }

    public static Props Props(LocalSpinner spinner, RemoteSettings settings, SessionCard card, AuditLog audit) =>
        Akka.Actor.Props.Create(() => new RemoteSession(spinner, settings, card, audit));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Call call: Receive(call); break;
            case Finished finished: Finish(finished); break;
            case AlarmDue<Alarm> due: if (_alarms.TrySpend(due)) CheckHeartbeat(); break;
            default: Unhandled(message); break;
        }
    }

    protected override void PostStop()
    {
        _alarms.Dispose();
        _card.Certificate?.Dispose();
        foreach (var call in _calls.Values) call.Cancel();
        _log.Info("The session {Session} of {Who} has ended", _card.Id, _card.Peer.Who);
    }

    private void Receive(Call call)
    {
        if (!_card.IsMine(call))
        {
            // Somebody else sent it: it gets no answer and is no sign of life.
            var somebody = PeerVerdict.Untrusted($"somebody in the session of {_card.Peer.Who}", "no signature");
            _audit.Write(somebody, call, Now, "refused: the signature is wrong");
            return;
        }
        if (call.Number <= _lastNumber)
        {
            _log.Debug("Call {Number} of {Who} came again and is dropped", call.Number, _card.Peer.Who);
            return;
        }
        _lastNumber = call.Number;
        _heard = _settings.Clock.GetTimestamp();
        if (Read(call) is not { } question) return;
        var needed = Permission.Needed(question);
        if (_card.Peer.Role >= needed) Execute(call.Number, question);
        else Deny(call.Number, question, needed);
    }

    private object? Read(Call call)
    {
        try
        {
            return WireCatalogue.Questions.Read(call.Kind, call.Body);
        }
        catch (WireException wrong)
        {
            _log.Warning("{Who} sent what cannot be understood: {Why}", _card.Peer.Who, wrong.Message);
            _answers.Send(call.Number, new Failed(RemoteFailure.Malformed, wrong.Message));
            return null;
        }
    }

    private void Deny(long number, object question, RemoteRole needed)
    {
        var why = $"{_card.Peer.Who} may {_card.Peer.Role}; {question.GetType().Name} {Detail(question)}needs {needed}.";
        _audit.Write(_card.Peer, question, Now, $"denied: {why}");
        _answers.Send(number, new Failed(RemoteFailure.Denied, why));
    }

    private void CheckHeartbeat()
    {
        if (_settings.Clock.GetElapsedTime(_heard) < _settings.LostAfter) _alarms.Arm(Alarm.CheckHeartbeat, _settings.Heartbeat);
        else
        {
            _log.Warning("{Who} was silent for {LostAfter}", _card.Peer.Who, _settings.LostAfter);
            Context.Stop(Self);
        }
    }

    private DateTimeOffset Now => _settings.Clock.GetUtcNow();

    private static string Detail(object question) => question is Start { Options: not null } ? "with options " : "";
}
