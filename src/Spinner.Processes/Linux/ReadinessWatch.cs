using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>Waits until one launch listens, and finds out whose listener it is. Used by the reactor's thread only, but for <see cref="Stop"/>.</summary>
internal sealed class ReadinessWatch(
    LinuxEngine engine, Endpoint endpoint, int leader, TimeProvider time, Action<LaunchReady> ready, Action<ListenerOwner> strangerSeen, Action<Exception> broken)
{
    // inotify tells sooner; this is for what it cannot see, such as a directory that was replaced.
    private static readonly TimeSpan Unprompted = TimeSpan.FromMilliseconds(250);
    private const int InvisibleLooks = 3;

    private readonly CancellationTokenSource _stop = new();
    private ListenerQuestion? _question;
    private long _since;
    private bool _isPrompted;
    private int _invisible;
    private ListenerOwner? _stranger;

    internal bool IsStopped => _stop.IsCancellationRequested;

    /// <summary>When to ask next, on the monotonic clock.</summary>
    internal long Due { get; private set; }

    internal int? Port => (_question as TcpQuestion)?.Port;

    /// <summary>Set while a directory is watched for the socket.</summary>
    internal int? SocketDirectory { get; set; }

    internal string? SocketName { get; } = endpoint is UnixEndpoint unix ? Path.GetFileName(unix.Path) : null;

    internal void Begin()
    {
        _since = Stopwatch.GetTimestamp();
        _question = (endpoint, engine.Readiness.Diag) switch
        {
            (TcpEndpoint tcp, { } diag) => new TcpQuestion(engine.System, diag, tcp, leader),
            (UnixEndpoint unix, _) => new UnixQuestion(engine.System, unix, leader),
            _ => null,
        };
        if (_question is null) _ = ProbeAsync();
        else if (!IsStopped) Wait();
    }

    /// <summary>Nobody is to be told any more. Safe for concurrent use.</summary>
    internal void Stop() => _stop.Cancel();

    /// <summary>The socket's file has come into being.</summary>
    internal void Appeared() => (_since, _isPrompted) = (Stopwatch.GetTimestamp(), false);

    /// <summary>Nobody listens: not to be asked before <see cref="Due"/>.</summary>
    internal void Rest()
    {
        var now = Stopwatch.GetTimestamp();
        var pause = _isPrompted ? Unprompted : TickSchedule.After(Stopwatch.GetElapsedTime(_since, now));
        Due = now + (long)(pause.TotalSeconds * Stopwatch.Frequency);
    }

    /// <returns>True when it need not be asked again.</returns>
    internal bool Ask()
    {
        if (_question!.Ask() is { } seen)
        {
            if (seen.IsOurs) ready(new LaunchReady(seen.Candidate, Verified: true));
            else OnPool(() => Look(seen.Candidate), verdict => Judge(seen.Candidate, verdict), broken);
            return true;
        }

        // Bound before its directory was watched: no event will come.
        if (_isPrompted && _question is UnixQuestion { IsBound: true }) Appeared();
        Rest();
        return false;
    }

    /// <summary>Who else listens, asked once, after the end of a launch that never was ready.</summary>
    internal void FindStranger(Action<ListenerOwner?> found)
    {
        if (_stranger is not null) found(_stranger);
        else if (_question is not null && _question.Ask() is null) found(null);
        else OnPool(() => Candidates.Of(endpoint).Select(Look).OfType<ListenerVerdict.Stranger>().FirstOrDefault()?.Owner, found, _ => found(null));
    }

    private void Wait()
    {
        if (endpoint is UnixEndpoint unix) _isPrompted = engine.Readiness.Directories.TryAdd(this, unix.Path);
        // At once: a small child listens before the spawn has even been told here, and a socket may have been there before its watch was.
        Due = _since;
        engine.Readiness.Add(this);
    }

    // Reads what may be thousands of files, so never on the reactor.
    private void OnPool<T>(Func<T> look, Action<T> then, Action<Exception> otherwise) => ThreadPool.UnsafeQueueUserWorkItem(_ =>
    {
        try
        {
            var result = look();
            engine.Reactor.Post(() => then(result));
        }
        catch (Exception bug)
        {
            engine.Reactor.Post(() => otherwise(bug));
        }
    }, null);

    private ListenerVerdict Look(Endpoint candidate)
    {
        using var diag = SockDiag.TryOpen(engine.System);
        return ListenerLookup.Look(candidate, leader, _question is TcpQuestion && diag is not null ? e => diag.InodesOf((TcpEndpoint)e) : ListenTable.InodesOf);
    }

    // A port that nobody listens on any more is asked for again. Who accepts a connection but is in no table of ours (a socket bound by another path)
    // stays unverified.
    private void Judge(Endpoint candidate, ListenerVerdict verdict)
    {
        if (verdict is ListenerVerdict.Stranger stranger) _stranger = stranger.Owner;
        if (IsStopped) return;
        if (_stranger is not null) strangerSeen(_stranger);
        else if (verdict is ListenerVerdict.Nobody && (_question is TcpQuestion || ++_invisible < InvisibleLooks)) Wait();
        else ready(new LaunchReady(candidate, verdict is ListenerVerdict.Ours));
    }

    // Without netlink: the portable engine's way, a connect with back-off.
    private async Task ProbeAsync()
    {
        try
        {
            var result = await Task.Run(() => new ReadinessProbe(endpoint, leader, time).RunAsync(_stop.Token));
            if (result is { Ready: { } isReady }) engine.Reactor.Post(() => ready(isReady));
            else if (result is { Stranger: { } owner }) engine.Reactor.Post(() => strangerSeen(_stranger = owner));
        }
        catch (Exception bug)
        {
            engine.Reactor.Post(() => broken(bug));
        }
    }
}
