using Akka.Actor;
using Akka.Event;

namespace Spinner.Actors.Remote.Client;

// Calls and their answers.
sealed partial class Connection
{
    private readonly Dictionary<long, PendingCall> _sent = [];
    private readonly List<PendingCall> _waiting = []; // for a session

    private void SendOrQueue(PendingCall call)
    {
        if (_session is null) _waiting.Add(call);
        else Send(call);
    }

    private void Send(PendingCall call)
    {
        try
        {
            var question = call.Question;
            var body = WireCatalogue.Questions.Write(question);
            if (body.Length > _settings.MaxBody)
                throw new RemoteSpinnerException(
                    RemoteFailure.TooLarge, $"The call has {body.Length} bytes; max-message of this node leaves room for {_settings.MaxBody}.");
            _sent[Send(question, body)] = call;
        }
        catch (Exception wrong) when (wrong is WireException or RemoteSpinnerException)
        {
            call.Fail(wrong is WireException ? new RemoteSpinnerException(RemoteFailure.Malformed, wrong.Message) : wrong);
        }
    }

    /// <summary>Tells the server something that has no answer, or none anybody waits for.</summary>
    private void SendOneWay(object question)
    {
        if (_session is not null) Send(question, WireCatalogue.Questions.Write(question));
    }

    private long Send(object question, byte[] body)
    {
        var session = _session!;
        var number = ++session.LastNumber;
        var kind = WireCatalogue.Questions.ManifestOf(question);
        var signature = session.Seal?.SignCall(_settings.Certificate!, number, kind, body);
        _gate.Tell(new Call(session.Id, number, kind, body, signature), Self);
        return number;
    }

    private void Receive(Answer answer)
    {
        _heard = _settings.Clock.GetTimestamp();
        if (!_sent.TryGetValue(answer.To, out var call)) return; // a pong, or nobody waits any more
        try
        {
            if (call.Receive(WireCatalogue.Answers.Read(answer.Kind, answer.Body))) _sent.Remove(answer.To);
        }
        catch (WireException wrong)
        {
            _log.Warning("{Server} sent what cannot be understood: {Why}", _server, wrong.Message);
            _sent.Remove(answer.To);
            call.Fail(new RemoteSpinnerException(RemoteFailure.Malformed, $"The answer cannot be understood: {wrong.Message}"));
        }
    }

    private void Cancel(PendingCall call)
    {
        _waiting.Remove(call);
        if (NumberOf(call) is not { } number) return;
        _sent.Remove(number);
        SendOneWay(new End(number));
    }

    private void SendCredit(AnswersRead read)
    {
        if (NumberOf(read.Call) is { } number) SendOneWay(new Took(number, read.Answers));
    }

    private void Resume(bool sameServer)
    {
        foreach (var call in _waiting.ToList())
        {
            if (call.SurvivesLoss) call.Resume(sameServer);
            Send(call);
        }

        _waiting.Clear();
        RenewLeases();
    }

    /// <summary>Watches and readings wait for the next session, everything else fails.</summary>
    private void FailSent(Exception why)
    {
        foreach (var call in _sent.Values)
            if (call.SurvivesLoss) _waiting.Add(call);
            else call.Fail(why);
        _sent.Clear();
    }

    private void FailAll(Func<PendingCall, bool> which, Exception why)
    {
        foreach (var call in _waiting.Concat(_sent.Values).Where(which).ToList())
        {
            call.Fail(why);
            _waiting.Remove(call);
            if (NumberOf(call) is { } number) _sent.Remove(number);
        }
    }

    private long? NumberOf(PendingCall call)
    {
        foreach (var (number, sent) in _sent)
            if (ReferenceEquals(sent, call)) return number;
        return null;
    }
}
