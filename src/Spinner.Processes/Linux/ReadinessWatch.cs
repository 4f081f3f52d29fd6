namespace Spinner.Processes;

/// <summary>Finds out when one launch is ready, and whose listener it is. Used on the reactor only, but for <see cref="Stop"/>.</summary>
/// <remarks>
/// A listener is waited for; one that is not plainly the leader's is identified on the pool; where an answer by HTTP is wanted too it is asked for
/// then, and whose listener it was is found out once more. One of these goes on at a time, and each ends by beginning the next or by telling.
/// </remarks>
internal sealed class ReadinessWatch(LinuxEngine engine, LaunchPlan plan, int leader, LogPattern? pattern, SideCommands? commands, IReadinessObserver observer)
{
    private const int MostEmptyLooks = 3;

    private readonly CancellationTokenSource _stop = new();
    private ListenerQuestion? _question;
    private ReactorTimer? _aliveDue;
    private ListenerWait? _wait;
    private bool _hasAnswered;
    private int _emptyLooks;
    private ListenerOwner? _stranger;

    private bool IsStopped => _stop.IsCancellationRequested;

    internal void Begin()
    {
        _question = ListenerQuestion.About(engine, plan.Endpoint, leader);
        _wait = new ListenerWait(_question, (plan.Endpoint as UnixEndpoint)?.Path, OnSeen, observer.Failed, _stop.Token);
        pattern?.WhenMatched.ContinueWith(_ => engine.Reactor.Post(OnSaid, observer.Failed), TaskScheduler.Default);
        if (plan.Ready is ExecReadiness exec) _ = AskAsync(new ExecProbe(exec, commands!, TimeProvider.System, observer.StatusChanged).AwaitAsync, OnSaid);
        if (plan.Ready == Readiness.Alive) _aliveDue = engine.Reactor.Timers.Add(plan.ReadyAfter, OnSaid, observer.Failed);
        if (IsStopped || plan.Ready.IsBelieved || plan.Ready == Readiness.Exit) return;
        // A held listener answers from the start, and it is not the child's alone: nothing is to be found out about it.
        if (plan.PassListener) OnListening(new LaunchReady(plan.Endpoint, Verified: true));
        else engine.Readiness.Add(_wait);
    }

    /// <summary>The launch says that it is ready, in one way or another, or has lived long enough. It is believed, unless somebody else listens.</summary>
    internal void OnSaid()
    {
        if (IsStopped) return;
        if (plan.PassListener || _question!.Ask() is not { } seen) observer.Ready(new LaunchReady(plan.Endpoint, Verified: true));
        else OnSeen(seen);
    }

    /// <summary>Nobody is to be told any more. Safe for concurrent use.</summary>
    internal void Stop()
    {
        pattern?.Stop();
        _stop.Cancel();
    }

    /// <summary>Who else listens, asked once, after the end of a launch that never was ready.</summary>
    internal void FindStranger(Action<ListenerOwner?> found)
    {
        if (_stranger is not null || plan.PassListener || _question!.Ask() is null) found(_stranger);
        else engine.Reactor.RunOnPool(StrangerNow, found, _ => found(null));
    }

    /// <summary>Nothing is asked any more.</summary>
    internal void Close()
    {
        _aliveDue?.Cancel();
        _question?.Close();
    }

    private void OnSeen(Sighting seen)
    {
        if (seen.IsOurs) OnListening(new LaunchReady(seen.Candidate, Verified: true));
        else engine.Reactor.RunOnPool(() => VerdictOn(seen.Candidate), verdict => OnVerdict(seen.Candidate, verdict), observer.Failed);
    }

    // A port that nobody listens on any more is asked for again. Who accepts a connection but is in no table of ours (a socket bound by another path)
    // stays unverified.
    private void OnVerdict(ChildEndpoint candidate, ListenerVerdict verdict)
    {
        if (verdict is ListenerVerdict.Stranger stranger) _stranger = stranger.Owner;
        if (IsStopped) return;
        if (_stranger is not null) observer.StrangerSeen();
        else if (plan.Ready.IsBelieved) observer.Ready(new LaunchReady(candidate, verdict is not ListenerVerdict.Unknown));
        else if (verdict is ListenerVerdict.Nobody && (plan.Endpoint is TcpEndpoint || ++_emptyLooks < MostEmptyLooks)) engine.Readiness.Add(_wait!);
        else OnListening(new LaunchReady(candidate, verdict is ListenerVerdict.Ours));
    }

    // It listens; where an answer is wanted too, that comes now.
    private void OnListening(LaunchReady listening)
    {
        if (plan.Ready is not HttpReadiness wanted || _hasAnswered)
        {
            observer.Ready(listening);
            return;
        }

        var probe = new HttpProbe(wanted, TimeProvider.System, observer.StatusChanged);
        _ = AskAsync(stop => probe.AwaitAsync(listening.Endpoint, stop), () => OnAnswered(listening));
    }

    private async Task AskAsync(Func<CancellationToken, Task> ask, Action answered)
    {
        try
        {
            await Task.Run(() => ask(_stop.Token)).ConfigureAwait(false);
            engine.Reactor.Post(answered, observer.Failed);
        }
        catch (OperationCanceledException) when (IsStopped)
        {
            // The launch ends, and nobody waits for the answer.
        }
        catch (Exception bug)
        {
            engine.Reactor.Post(() => observer.Failed(bug));
        }
    }

    // The listener may be another one by now.
    private void OnAnswered(LaunchReady listening)
    {
        _hasAnswered = true;
        if (IsStopped) return;
        if (plan.PassListener) observer.Ready(listening);
        else engine.Readiness.Add(_wait!);
    }

    private ListenerOwner? StrangerNow() =>
        Candidates.Of(plan.Endpoint).Select(VerdictOn).OfType<ListenerVerdict.Stranger>().FirstOrDefault()?.Owner;

    private ListenerVerdict VerdictOn(ChildEndpoint candidate)
    {
        using var diag = _question is TcpQuestion ? SockDiag.TryOpen(engine.System) : null;
        return ListenerLookup.VerdictOn(candidate, leader, diag is not null ? e => diag.InodesOf((TcpEndpoint)e) : ListenTable.InodesOf);
    }
}
