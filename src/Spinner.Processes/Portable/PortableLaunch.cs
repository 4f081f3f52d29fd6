using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>One process of the portable engine, from its spawn to the end of its group.</summary>
internal sealed class PortableLaunch : ILaunch
{
    private readonly CancellationTokenSource _probing = new();
    private readonly CancellationTokenSource _groupGone = new();
    private readonly LaunchCallbacks _observer;
    private readonly LaunchLog _log;
    private readonly LaunchPlan _plan;
    private readonly Process _process;
    private readonly LaunchOutput _output;
    private readonly TimeProvider _time;
    private readonly ProcessGroup _group;
    private readonly GroupSignals _signals;
    private readonly NotifyReader? _notify;
    private readonly SpokenWords _words;
    private readonly SideCommands? _commands;
    private readonly StopRun? _stopCommand;
    private readonly LivenessProbe? _liveness;
    private volatile string? _statusText;

    internal PortableLaunch(
        LaunchPlan plan, ILaunchObserver observer, LaunchLog log, Process process, ProcessGroup group, LaunchOutput output, NotifySocket? notify, SideCommands? commands, TimeProvider time)
    {
        (_plan, _log, _process, _group, _output, _time) = (plan, log, process, group, output, time);
        _observer = new LaunchCallbacks(observer, plan.Name, log);
        _signals = new GroupSignals(group);
        Pid = process.Id;
        _commands = commands;
        _stopCommand = StopRun.For(plan, Pid, commands, text => log.PostNote(true, text));
        _liveness = LivenessProbe.For(plan, commands, time);
        _words = new SpokenWords(plan, _observer, time, text => log.PostNote(true, text));
        _notify = notify is null ? null : new NotifyReader(notify, Pid, time, OnNotified);
    }

    public int Pid { get; }

    public IReadOnlyList<string> ErrorTail => _output.ErrorTail;

    public string? StatusText => _statusText;

    public IReadOnlyList<int> LivingPids
    {
        get
        {
            lock (_signals.Lock) return _signals.IsGone ? [] : _group.Living();
        }
    }

    public void Terminate(StopSignal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        if (_stopCommand is not null && _signals.TryTerminateOtherwise(signal))
        {
            StopProbing();
            _stopCommand.Begin(() => _signals.Terminate(signal));
        }
        else if (_signals.Terminate(signal))
        {
            StopProbing();
        }
    }

    public void Kill()
    {
        if (_signals.Kill()) StopProbing();
        _stopCommand?.End();
    }

    public void Dispose() => Kill();

    public bool? IsListening() => _plan.PassListener || _plan.Endpoint is NoEndpoint ? null : _signals.IsGone ? false : OwnListener.Answers(_plan.Endpoint, Pid, ListenTable.InodesOf);

    public Task<string?> CheckAsync(ChildEndpoint endpoint, CancellationToken stop) => _liveness?.CheckAsync(endpoint, stop) ?? Task.FromResult<string?>(null);

    public long? MemoryInUse() => _signals.IsGone ? null : TreeMemory.Of(Pid);

    public long? MemoryShare() => _signals.IsGone ? null : TreeMemory.ShareOf(Pid);

    internal void Begin(Task leaderExit)
    {
        _output.Begin(_process.StandardOutput.BaseStream, _process.StandardError.BaseStream, _groupGone.Token);
        _ = LiveAsync(leaderExit);
    }

    // Whatever fails on the way, the end is told: whoever waits for it would wait for ever.
    private async Task LiveAsync(Task leaderExit)
    {
        var status = ExitStatus.Unknown;
        ListenerOwner? stranger = null;
        try
        {
            var probe = new ReadinessProbe(_plan, Pid, _time, (_plan.Ready == Readiness.Notify ? _notify?.WhenReady : null) ?? _output.Pattern?.WhenMatched, _commands, text => _statusText = text);
            var notified = _notify?.RunAsync(_groupGone.Token) ?? Task.CompletedTask;
            var answering = AnswerAsync(probe);
            await leaderExit.ConfigureAwait(false);
            status = ExitCode.Of(_process);
            OnLeaderExit();
            var answer = await answering.ConfigureAwait(false);
            await GroupEnd.WaitAsync(IsGone, _time).ConfigureAwait(false);
            _stopCommand?.End();
            stranger = answer is { Ready: not null } ? null : answer?.Stranger ?? probe.FindStranger();
            await _groupGone.CancelAsync().ConfigureAwait(false);
            await notified.ConfigureAwait(false);
            await _output.DrainAsync().ConfigureAwait(false);
        }
        catch (Exception bug)
        {
            _log.PostNote(true, $"{_plan.Name} cannot be looked after any more, so it is killed: {bug}");
            Kill();
            await leaderExit.ConfigureAwait(false);
            OnLeaderExit();
            await _groupGone.CancelAsync().ConfigureAwait(false);
        }

        _process.Dispose();
        _observer.Exited(new LaunchExit(status, ErrorTail, stranger) { StatusText = _statusText });
    }

    private async Task<ProbeResult?> AnswerAsync(ReadinessProbe probe)
    {
        var result = await ProbeAsync(probe).ConfigureAwait(false);
        if (result is { Stranger: not null }) Kill();
        if (result is not { Ready: { } ready }) return result;
        if (_signals.IsEnding) return null;
        if (_plan.Ready is HttpReadiness or ExecReadiness) _statusText = null;
        _observer.Ready(ready);
        _words.BeginServing();
        return result;
    }

    private async Task<ProbeResult?> ProbeAsync(ReadinessProbe probe)
    {
        try
        {
            // Off the caller's thread: a probe connects, and a look at the listener reads files.
            return await Task.Run(() => probe.RunAsync(_probing.Token)).ConfigureAwait(false);
        }
        catch (Exception bug)
        {
            // Without a probe the launch can never become ready, and its end must still be told.
            if (!_probing.IsCancellationRequested)
                _log.PostNote(true, $"cannot find out whether {_plan.Name} on {_plan.Endpoint} is ready, it is killed: {bug}");
            if (!_probing.IsCancellationRequested) Kill();
            return null;
        }
    }

    private void OnLeaderExit()
    {
        lock (_signals.Lock)
        {
            _group.LeaderIsDead = true;
            _signals.FollowLeader();
        }

        StopProbing();
    }

    private void OnNotified(Notification notification)
    {
        if (notification.Status is { } text) _statusText = text;
        _words.Hear(notification);
    }

    private void StopProbing()
    {
        _output.Pattern?.Stop();
        _words.End();
        _probing.Cancel();
    }

    private bool IsGone()
    {
        lock (_signals.Lock)
        {
            var isGone = _group.IsGone();
            if (isGone) _signals.MarkGone();
            return isGone;
        }
    }
}
