namespace Spinner.Processes;

/// <summary>One process of the Linux engine, from its spawn to the end of its group. What happens to it happens on the reactor's thread.</summary>
internal sealed class LinuxLaunch : ILaunch, IReadinessObserver
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(20);

    private readonly LinuxEngine _engine;
    private readonly LaunchCallbacks _observer;
    private readonly LaunchLog _log;
    private readonly LaunchPlan _plan;
    private readonly ChildProcess _child;
    private readonly LinuxOutput _output;
    private readonly ReadinessWatch _readiness;
    private readonly SessionGroup _group;
    private readonly GroupSignals _signals;
    private readonly NotifyWatch? _notify;
    private readonly SpokenWords _words;
    private readonly StopRun? _stopCommand;
    private readonly LivenessProbe? _liveness;
    private ulong? _watch;
    private ExitStatus _status = ExitStatus.Unknown;
    private volatile string? _statusText;
    private bool _ready;
    private bool _leaderEnded;
    private TimeSpan _pause = FirstPause;

    internal LinuxLaunch(LinuxEngine engine, LaunchPlan plan, ILaunchObserver observer, LaunchLog log, ChildProcess child, LaunchOutput output, NotifySocket? notify, SideCommands? commands, TimeProvider time)
    {
        (_engine, _plan, _log, _child) = (engine, plan, log, child);
        _observer = new LaunchCallbacks(observer, plan.Name, log);
        _group = new SessionGroup(child.Pid, engine.System);
        _signals = new GroupSignals(_group);
        _output = new LinuxOutput(engine, output, child.Stdout, child.Stderr, Fail);
        _readiness = new ReadinessWatch(engine, plan, child.Pid, output.Pattern, commands, this);
        _stopCommand = StopRun.For(plan, child.Pid, commands, PostNote);
        _liveness = LivenessProbe.For(plan, commands, time);
        _words = new SpokenWords(plan, _observer, time, PostNote);
        _notify = notify is null ? null : new NotifyWatch(engine, notify, child.Pid, time, OnNotified, Fail);
    }

    public int Pid => _child.Pid;

    public IReadOnlyList<string> ErrorTail => _output.ErrorTail;

    public string? StatusText => _statusText;

    // A look of its own into /proc: it takes long, and the reactor must not wait for it.
    public IReadOnlyList<int> LivingPids =>
        _signals.IsGone ? [] : new SessionGroup(Pid, _engine.System) { LeaderIsDead = _group.LeaderIsDead }.Living();

    public bool IsGone => _signals.IsGone || _group.IsEmpty();

    public void Terminate(StopSignal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        if (_stopCommand is not null && _signals.TryTerminateOtherwise(signal))
        {
            StopWatching();
            _stopCommand.Begin(() => _signals.Terminate(signal));
        }
        else if (_signals.Terminate(signal))
        {
            StopWatching();
        }
    }

    public void Kill()
    {
        if (_signals.Kill()) StopWatching();
        _stopCommand?.End();
    }

    public void Dispose() => Kill();

    public bool? IsListening()
    {
        if (_plan.PassListener) return HeldListeners.Shared.IsSwept(_plan.Endpoint) ? false : null;
        if (_plan.Endpoint is NoEndpoint) return null;
        if (_signals.IsGone) return false;
        using var diag = _engine.Readiness.Diag is not null && _plan.Endpoint is TcpEndpoint ? SockDiag.TryOpen(_engine.System) : null;
        return OwnListener.Answers(_plan.Endpoint, Pid, diag is not null ? e => diag.InodesOf((TcpEndpoint)e) : ListenTable.InodesOf);
    }

    public Task<string?> CheckAsync(ChildEndpoint endpoint, CancellationToken stop) => _liveness?.CheckAsync(endpoint, stop) ?? Task.FromResult<string?>(null);

    public long? MemoryInUse() => _signals.IsGone ? null : TreeMemory.Of(Pid);

    public long? MemoryShare() => _signals.IsGone ? null : TreeMemory.ShareOf(Pid);

    internal void Begin() => _engine.Reactor.Post(() =>
    {
        var exit = WatchLeader();
        var output = _output.Begin();
        var notify = _notify?.Begin() ?? 0;
        _readiness.Begin();
        if (Math.Min(Math.Min(exit, output), notify) is < 0 and var refused) KillUnwatched(refused);
    }, Fail);

    private int WatchLeader()
    {
        // Somebody else reaped it before anything could be watched.
        if (_child.Pidfd < 0)
        {
            OnLeaderExit();
            return 0;
        }

        _watch = _engine.Reactor.Watch(_child.Pidfd, Epoll.In, OnLeaderExit, out var refused, bug =>
        {
            _watch = null;
            Fail(bug);
        });
        return refused;
    }

    private void KillUnwatched(int refused)
    {
        PostNote($"the system refused to watch {_plan.Name}, so it is killed: {ErrorText.Of(refused)}");
        Kill();
        if (_watch is null) OnLeaderExit();
    }

    // Whatever failed on the reactor: this launch ends by it, and its end is told.
    private void Fail(Exception bug)
    {
        PostNote($"{_plan.Name} cannot be looked after any more, so it is killed: {bug}");
        Kill();
        if (_leaderEnded) ReportExited(null);
        else if (_watch is null) CheckExitLater();
    }

    private void OnLeaderExit()
    {
        if (_leaderEnded) return;
        if (!TryReapLeader())
        {
            // A tracer that has not waited for it yet makes it readable without an end: it is looked at now and then instead.
            if (_watch is { } early) _engine.Reactor.Unwatch(early, _child.Pidfd);
            _watch = null;
            CheckExitLater();
            return;
        }

        _leaderEnded = true;
        if (_watch is { } id) _engine.Reactor.Unwatch(id, _child.Pidfd);
        if (_child.Pidfd >= 0) _ = _engine.System.Close(_child.Pidfd);
        StopWatching();
        new GroupWatch(_engine.Reactor, _group, _signals, Fail).Await(OnGone);
    }

    private void CheckExitLater()
    {
        _engine.Reactor.Timers.Add(_pause, OnLeaderExit, Fail);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
    }

    // A leader that ends by itself takes its group with it, and is reaped only then: until that moment nobody else can have the group's id.
    private bool TryReapLeader()
    {
        lock (_signals.Lock)
        {
            if (LeaderExit.Peek(_engine.System, _child.Pidfd) is not { } status) return false;
            _status = status;
            var isLost = ReferenceEquals(status, ExitStatus.Unknown);
            if (isLost) _group.LeaderIsDead = true;
            _signals.FollowLeader();
            if (!isLost) LeaderExit.Reap(_engine.System, _child.Pidfd);
            _group.LeaderIsDead = true;
            return true;
        }
    }

    private void OnGone()
    {
        _stopCommand?.End();
        if (_ready) Drain(null);
        else _readiness.FindStranger(Drain);
    }

    private void Drain(ListenerOwner? stranger)
    {
        _notify?.End();
        _readiness.Close();
        _output.Drain(() => ReportExited(stranger));
    }

    private void ReportExited(ListenerOwner? stranger) =>
        _observer.Exited(new LaunchExit(_status, ErrorTail, stranger) { StatusText = _statusText });

    private void OnNotified(Notification notification)
    {
        if (notification.Status is { } status) _statusText = status;
        if (notification.IsReady && _plan.Ready == Readiness.Notify) _readiness.OnSaid();
        _words.Hear(notification);
    }

    private void StopWatching()
    {
        _readiness.Stop();
        _words.End();
    }

    void IReadinessObserver.StrangerSeen() => Kill();

    void IReadinessObserver.StatusChanged(string text) => _statusText = text;

    void IReadinessObserver.Ready(LaunchReady ready)
    {
        if (_signals.IsEnding || _ready) return;
        _ready = true;
        if (_plan.Ready is HttpReadiness or ExecReadiness) _statusText = null;
        _observer.Ready(ready);
        _words.BeginServing();
    }

    void IReadinessObserver.Failed(Exception bug)
    {
        PostNote($"cannot find out whether {_plan.Name} is ready on {_plan.Endpoint}, so it is killed: {bug}");
        Kill();
    }

    private void PostNote(string text) => _log.PostNote(true, text);
}
