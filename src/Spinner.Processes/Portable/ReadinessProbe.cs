namespace Spinner.Processes;

/// <summary>Asks until a launch is ready, and whose listener it is.</summary>
/// <param name="plan">Says what is ready.</param>
/// <param name="leader">The launch's leader.</param>
/// <param name="time">The clock of the pauses.</param>
/// <param name="said">For <see cref="Readiness.Notify"/> and <see cref="Readiness.Log"/>: ends when the launch says that it is ready.</param>
/// <param name="commands">For <see cref="Readiness.Exec"/>.</param>
/// <param name="status">Told what an answer to the GET, or a run of the command, lacked.</param>
internal sealed class ReadinessProbe(LaunchPlan plan, int leader, TimeProvider time, Task? said, SideCommands? commands, Action<string> status)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Cap = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(1);
    private const int InvisibleLooks = 3;

    private readonly IReadOnlyList<ChildEndpoint> _candidates = Candidates.Of(plan.Endpoint);
    private int _invisible;

    /// <summary>The launch is ready, a stranger is there, or null when <paramref name="stop"/> came first.</summary>
    internal async Task<ProbeResult?> RunAsync(CancellationToken stop)
    {
        try
        {
            if (plan.Ready == Readiness.Exit) await Task.Delay(Timeout.InfiniteTimeSpan, time, stop).ConfigureAwait(false);
            if (plan.Ready == Readiness.Alive) return await BelievedAsync(Task.Delay(plan.ReadyAfter, time, stop), stop).ConfigureAwait(false);
            if (plan.Ready is ExecReadiness exec) return await BelievedAsync(new ExecProbe(exec, commands!, time, status).AwaitAsync(stop), stop).ConfigureAwait(false);
            if (said is not null) return await BelievedAsync(said, stop).ConfigureAwait(false);
            var listening = await ListensAsync(stop).ConfigureAwait(false);
            return listening is { Ready.Endpoint: var endpoint } && plan.Ready is HttpReadiness wanted
                ? await AnswersAsync(wanted, endpoint, stop).ConfigureAwait(false)
                : listening;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Who else listens, asked once.</summary>
    internal ListenerOwner? FindStranger() =>
        _candidates.Select(candidate => ListenerLookup.VerdictOn(candidate, leader)).OfType<ListenerVerdict.Stranger>().FirstOrDefault()?.Owner;

    private async Task<ProbeResult> ListensAsync(CancellationToken stop)
    {
        var backOff = new BackOff(First, Cap, time);
        while (true)
        {
            foreach (var candidate in _candidates)
            {
                if (await IsTakenAsync(candidate, stop).ConfigureAwait(false) && Evaluate(candidate) is { } result) return result;
            }

            await backOff.PauseAsync(stop).ConfigureAwait(false);
        }
    }

    // Whose answer it was is looked at once more: the listener may be another one by now.
    private async Task<ProbeResult> AnswersAsync(HttpReadiness wanted, ChildEndpoint endpoint, CancellationToken stop)
    {
        await new HttpProbe(wanted, time, status).AwaitAsync(endpoint, stop).ConfigureAwait(false);
        return await ListensAsync(stop).ConfigureAwait(false);
    }

    // It is believed, unless somebody else listens.
    private async Task<ProbeResult> BelievedAsync(Task saysReady, CancellationToken stop)
    {
        await saysReady.WaitAsync(stop).ConfigureAwait(false);
        var looks = _candidates.Select(candidate => (Candidate: candidate, Verdict: ListenerLookup.VerdictOn(candidate, leader))).ToList();
        var stranger = looks.Select(l => l.Verdict).OfType<ListenerVerdict.Stranger>().FirstOrDefault();
        if (stranger is not null) return new ProbeResult(null, stranger.Owner);
        var ours = looks.Where(l => l.Verdict is ListenerVerdict.Ours).Select(l => l.Candidate).FirstOrDefault();
        var isSeen = looks.TrueForAll(l => l.Verdict is not ListenerVerdict.Unknown);
        return new ProbeResult(new LaunchReady(ours ?? plan.Endpoint, ours is not null || isSeen), null);
    }

    private async Task<bool> IsTakenAsync(ChildEndpoint candidate, CancellationToken stop)
    {
        if (candidate is PipeEndpoint pipe) return File.Exists(pipe.PortValue);
        // A listener whose queue is full answers nothing at all; its neighbour address must still be asked.
        using var limit = new CancellationTokenSource(Attempt, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        return await ConnectAttempt.SucceedsAsync(Candidates.AddressOf(candidate), either.Token).ConfigureAwait(false);
    }

    // Who accepts a connection but is in no table of ours (another network namespace, a socket bound by another path) stays unverified.
    private ProbeResult? Evaluate(ChildEndpoint candidate) => ListenerLookup.VerdictOn(candidate, leader) switch
    {
        ListenerVerdict.Ours => new ProbeResult(new LaunchReady(candidate, Verified: true), null),
        ListenerVerdict.Stranger stranger => new ProbeResult(null, stranger.Owner),
        ListenerVerdict.Nobody when ++_invisible < InvisibleLooks => null,
        _ => new ProbeResult(new LaunchReady(candidate, Verified: false), null),
    };
}

/// <summary>Exactly one of the two.</summary>
internal sealed record ProbeResult(LaunchReady? Ready, ListenerOwner? Stranger);
