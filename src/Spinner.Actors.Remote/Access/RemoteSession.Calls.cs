using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Remote.Configuration;
using Spinner.Actors.Signals;
using Spinner.Actors.Uses;

namespace Spinner.Actors.Remote.Access;

// What a client may ask, and how it is done.
sealed partial class RemoteSession
{
    private sealed record Finished(long Number, object Question, DateTimeOffset Since, object Result) : ILocalSignal;

    private readonly Dictionary<long, PendingAnswer> _calls = [];

    private void Execute(long number, object question)
    {
        switch (question)
        {
            case Ping: _answers.Send(number, new Pong()); break;
            case Bye: Context.Stop(Self); break;
            case End end: if (_calls.TryGetValue(end.Call, out var ended)) ended.Cancel(); break;
            case Took took: if (_calls.TryGetValue(took.Watch, out var read)) read.Credit?.Grant(took.Events); break;
            case var _ when RefusalOf(question) is { } why: Refuse(number, question, why); break;
            case Watch w: Relay(number, w); break;
            case ReadOutput r: Relay(number, r); break;
            case Start start: Begin(number, start, _spinner.Times.Start(start.Name, start.Options), token => StartAsync(start, token)); break;
            case Stop s: Begin(number, s, _spinner.Times.Stop(s.Name, s.Drain), async token => await _spinner.StopAsync(s.Name, s.Drain, token).ConfigureAwait(false)); break;
            case StopUnused s: Begin(number, s, _spinner.Times.Stop(s.Name), async token => await _spinner.StopUnusedAsync(s.Name, token).ConfigureAwait(false)); break;
            case Restart r: Begin(number, r, _spinner.Times.Start(r.Name), async token => await _spinner.RestartAsync(r.Name, token).ConfigureAwait(false)); break;
            case Remove r: Begin(number, r, _spinner.Times.Stop(r.Name), async token => await _spinner.RemoveAsync(r.Name, token).ConfigureAwait(false)); break;
            case StopEach all: Begin(number, all, _spinner.Times.StopAll, async token => await _spinner.StopAllAsync(token).ConfigureAwait(false)); break;
            case Hold h: Begin(number, h, TimeSpan.Zero, token => HoldAsync(h, token)); break;
            case Release r: Begin(number, r, TimeSpan.Zero, token => ReleaseAsync(r, token)); break;
            case Get get: Begin(number, get, TimeSpan.Zero, token => GetAsync(get, token)); break;
            case List list: Begin(number, list, TimeSpan.Zero, token => ListAsync(number, token)); break;
            default: throw new InvalidOperationException($"No way to do {question}.");
        }
    }

    private void Begin(long number, object question, TimeSpan within, Func<CancellationToken, Task<object>> work)
    {
        var call = new PendingAnswer(question);
        _calls[number] = call;
        if (Permission.IsCommand(question)) _answers.Send(number, new Promised((long)within.TotalMilliseconds));
        Await(number, question, DoAsync(work, call.Token));
    }

    private async Task<object> DoAsync(Func<CancellationToken, Task<object>> work, CancellationToken token)
    {
        AskedBy.Current = $"peer {_card.Peer.Who}";
        return await work(token).ConfigureAwait(false);
    }

    private void Relay(long number, Watch watch)
    {
        var credit = new Credit(WatchRelay.Window);
        var call = new PendingAnswer(watch) { Credit = credit };
        _calls[number] = call;
        Await(number, watch, new WatchRelay(number, _answers, credit).RunAsync(_spinner, watch.After, call.Token));
    }

    private void Relay(long number, ReadOutput read)
    {
        var credit = new Credit(OutputRelay.Window);
        var call = new PendingAnswer(read) { Credit = credit };
        _calls[number] = call;
        Await(number, read, new OutputRelay(number, _answers, credit).RunAsync(_spinner, read, call.Token));
    }

    private void Await(long number, object question, Task<object> work)
    {
        var since = Now;
        work.PipeTo(Self, Self, result => new Finished(number, question, since, result), wrong => new Finished(number, question, since, wrong));
    }

    private void Finish(Finished finished)
    {
        if (_calls.Remove(finished.Number, out var call)) call.Dispose();
        var answer = Answer(finished);
        if (Permission.IsCommand(finished.Question))
            _audit.Write(_card.Peer, finished.Question, finished.Since, answer is null ? "the caller did not wait" : AuditLog.Describe(answer));
        if (answer is not null) _answers.Send(finished.Number, answer);
    }

    private object? Answer(Finished finished)
    {
        switch (finished.Result)
        {
            case OperationCanceledException: return null;
            case Exception wrong when SpinnerEndedException.RejectionIn(wrong) is { } rejected: return rejected;
            case TimeoutException late: return new Failed(RemoteFailure.Late, late.Message);
            case Exception wrong:
                _log.Error(wrong, "{Question} of {Who} failed", finished.Question, _card.Peer.Who);
                return new Failed(RemoteFailure.Broken, "The server failed; its log says how.");
            default: return finished.Result;
        }
    }

    private string? RefusalOf(object question)
    {
        // Refused, it would leave a child held until the session ends; and it is over at once.
        if (question is Release && _calls.Count < RemoteOptionsCheck.MaxCount) return null;
        if (_calls.Count >= _settings.Options.MaxCalls) return $"{_calls.Count} calls of this session wait for an answer; max-calls allows no more.";
        return question is ReadOutput && _calls.Values.Count(static c => c.Question is ReadOutput) >= OutputRelay.MaxReadings
            ? $"This session reads the output of {OutputRelay.MaxReadings} children at a time; that is all it may."
            : null;
    }

    private void Refuse(long number, object question, string why)
    {
        var failed = new Failed(RemoteFailure.Busy, why);
        if (Permission.IsCommand(question)) _audit.Write(_card.Peer, question, Now, AuditLog.Describe(failed));
        _answers.Send(number, failed);
    }

    private async Task<object> StartAsync(Start start, CancellationToken token) => await _spinner.StartAsync(
        new StartChild(start.Name, start.Options) { Lease = start.Lease, KnownOnly = start.Options is null, WithoutNeeds = start.WithoutNeeds }, Holder, token).ConfigureAwait(false);

    private async Task<object> HoldAsync(Hold hold, CancellationToken token) =>
        await _spinner.HoldAsync(hold.Name, Holder, token).ConfigureAwait(false) is { } held ? new Held(hold.Name, held) : new NoSuchChild(hold.Name);

    private async Task<object> ReleaseAsync(Release release, CancellationToken token) =>
        new Released(release.Name, await _spinner.EndLeaseAsync(release.Name, Holder, token).ConfigureAwait(false));

    private async Task<object> GetAsync(Get get, CancellationToken token) =>
        (object?)(await _spinner.GetAsync(get.Name, token).ConfigureAwait(false))?.ForPeers() ?? new NoSuchChild(get.Name);

    private async Task<object> ListAsync(long number, CancellationToken token)
    {
        var children = await _spinner.ListAsync(token).ConfigureAwait(false);
        foreach (var child in children.Values) _answers.Send(number, child.ForPeers());
        return new Listed(children.Count);
    }

    private Holder Holder { get; } = new(Context.Self);
}
