using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>Waits until one launch is ready, and finds out whose listener it is. Used on the reactor only, but for <see cref="Stop"/>.</summary>
internal sealed class ReadinessWatch(
    LinuxEngine engine, LaunchPlan plan, int leader,
    Action<LaunchReady> ready, Action<ListenerOwner> strangerSeen, Action<Exception> broken, Action<string> note)
{
    // inotify tells sooner; this is for what it cannot see, such as a directory that was replaced.
    private static readonly TimeSpan Unprompted = TimeSpan.FromMilliseconds(250);
    private const int InvisibleLooks = 3;

    private readonly CancellationTokenSource _stop = new();
    private ListenerQuestion? _question;
    private long _since;
    private bool _isPrompted;
    private bool _hasAnswered;
    private int _invisible;
    private ListenerOwner? _stranger;

    internal bool IsStopped => _stop.IsCancellationRequested;

    /// <summary>When to ask next, on the monotonic clock.</summary>
    internal long Due { get; private set; }

    internal int? Port => (_question as TcpQuestion)?.Port;

    /// <summary>Set while a directory is watched for the socket.</summary>
    internal int? SocketDirectory { get; set; }

    internal string? SocketName { get; } = plan.Endpoint is UnixEndpoint unix ? Path.GetFileName(unix.Path) : null;

    internal void Begin()
    {
        _since = Stopwatch.GetTimestamp();
        _question = ListenerQuestion.About(engine, plan.Endpoint, leader);
        if (IsStopped || plan.Ready == Readiness.Notify) return;
        // A held listener answers from the start, and it is not the child's alone: nothing is to be found out about it.
        if (plan.PassListener) Answers(new LaunchReady(plan.Endpoint, Verified: true));
        else Wait();
    }

    /// <summary>The launch says that it is ready. It is believed, unless somebody else listens.</summary>
    internal void Notified()
    {
        if (IsStopped) return;
        if (plan.PassListener || _question!.Ask() is not { } seen) ready(new LaunchReady(plan.Endpoint, Verified: true));
        else if (seen.IsOurs) ready(new LaunchReady(seen.Candidate, Verified: true));
        else OnPool(() => Look(seen.Candidate), verdict => Judge(seen.Candidate, verdict), broken);
    }

    /// <summary>Nobody is to be told any more. Safe for concurrent use.</summary>
    internal void Stop() => _stop.Cancel();

    /// <summary>The socket's file has come into being.</summary>
    internal void Appeared() => (_since, _isPrompted) = (Stopwatch.GetTimestamp(), false);

    /// <summary>Nobody listens: not to be asked before <see cref="Due"/>.</summary>
    internal void Rest()
    {
        var now = Stopwatch.GetTimestamp();
        var pause = _isPrompted ? Unprompted : _question!.PauseAfter(Stopwatch.GetElapsedTime(_since, now));
        Due = now + (long)(pause.TotalSeconds * Stopwatch.Frequency);
    }

    /// <returns>True when it need not be asked again.</returns>
    internal bool Ask()
    {
        if (_question!.Ask() is { } seen)
        {
            if (seen.IsOurs) Answers(new LaunchReady(seen.Candidate, Verified: true));
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
        if (_stranger is not null || plan.PassListener || _question!.Ask() is null) found(_stranger);
        else OnPool(LookForStranger, found, _ => found(null));
    }

    /// <summary>It cannot be asked.</summary>
    internal void Break(Exception bug) => broken(bug);

    /// <summary>Nothing is asked any more.</summary>
    internal void Close() => _question?.Close();

    private void Wait()
    {
        if (plan.Endpoint is UnixEndpoint unix) _isPrompted = engine.Readiness.Directories.TryAdd(this, unix.Path);
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
            engine.Reactor.Post(() => then(result), otherwise);
        }
        catch (Exception bug)
        {
            engine.Reactor.Post(() => otherwise(bug));
        }
    }, null);

    private ListenerOwner? LookForStranger() =>
        Candidates.Of(plan.Endpoint).Select(Look).OfType<ListenerVerdict.Stranger>().FirstOrDefault()?.Owner;

    private ListenerVerdict Look(Endpoint candidate)
    {
        using var diag = _question is TcpQuestion ? SockDiag.TryOpen(engine.System) : null;
        return ListenerLookup.Look(candidate, leader, diag is not null ? e => diag.InodesOf((TcpEndpoint)e) : ListenTable.InodesOf);
    }

    // A port that nobody listens on any more is asked for again. Who accepts a connection but is in no table of ours (a socket bound by another path)
    // stays unverified.
    private void Judge(Endpoint candidate, ListenerVerdict verdict)
    {
        if (verdict is ListenerVerdict.Stranger stranger) _stranger = stranger.Owner;
        if (IsStopped) return;
        if (_stranger is not null) strangerSeen(_stranger);
        else if (plan.Ready == Readiness.Notify) ready(new LaunchReady(candidate, verdict is not ListenerVerdict.Unknown));
        else if (verdict is ListenerVerdict.Nobody && (plan.Endpoint is TcpEndpoint || ++_invisible < InvisibleLooks)) Wait();
        else Answers(new LaunchReady(candidate, verdict is ListenerVerdict.Ours));
    }

    // It listens; where an answer is wanted too, that comes now.
    private void Answers(LaunchReady listening)
    {
        if (plan.Ready is HttpReadiness wanted && !_hasAnswered) _ = AskByHttpAsync(wanted, listening);
        else ready(listening);
    }

    // Whose answer it was is looked at once more: the listener may be another one by now.
    private async Task AskByHttpAsync(HttpReadiness wanted, LaunchReady listening)
    {
        try
        {
            await Task.Run(() => new HttpProbe(wanted, TimeProvider.System, note).AwaitAsync(listening.Endpoint, _stop.Token)).ConfigureAwait(false);
            engine.Reactor.Post(() =>
            {
                _hasAnswered = true;
                if (IsStopped) return;
                if (plan.PassListener) ready(listening);
                else Wait();
            }, broken);
        }
        catch (Exception) when (IsStopped)
        {
            // The launch ends; nobody waits for the answer, and what became of the question must not cut its grace short.
        }
        catch (Exception bug)
        {
            engine.Reactor.Post(() => broken(bug));
        }
    }
}
