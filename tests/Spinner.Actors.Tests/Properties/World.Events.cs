namespace Spinner.Actors.Tests.Properties;

// What must hold of the events.
sealed partial class World
{
    private long _sequence;
    private ChildEvent? _lastEntry;         // the last of started, restarted, stopped, faulted
    private DateTimeOffset _lastEntryAt;
    private Launched? _announced;           // the launch the last of started and restarted was about
    private DateTimeOffset? _lastCrash;
    private bool _mustFault;
    private int _leaves;                    // requests that may have led out of Stopped or Faulted

    public void Hear(ChildEvent e)
    {
        if (_ended) return;
        if (e.Sequence != ++_sequence) Broken($"event {_sequence} is missing: {e}");
        if (_mustFault && e is not ChildFaulted) Broken($"a crash loop goes on: {e}");
        _mustFault = false;
        switch (e)
        {
            case ChildError { Reason: SpinnerError.Crashed, Detail: var why } when why.EndsWith("so it is killed", StringComparison.Ordinal): Pardon(); return;
            case ChildError { Reason: SpinnerError.Crashed }: NoteCrash(); return;
            case ChildError { Reason: SpinnerError.Unhealthy or SpinnerError.OverMemory } error: JudgeRecycled(error); return;
            case ChildError: return;
            case ChildStarted s: JudgeAnnounced(e, s.Pid, mayBe: _lastEntry is not (ChildStarted or ChildRestarted)); break;
            case ChildRestarted r: JudgeAnnounced(e, r.Pid, mayBe: _lastEntry is ChildStarted or ChildRestarted); break;
            case ChildStopped: JudgeEntry(e); JudgeStopped(e); break;
            case ChildFaulted f: JudgeEntry(e); JudgeFaulted(f); break;
            default: Broken($"an event nobody knows: {e}"); break;
        }
        (_lastEntry, _lastEntryAt) = (e, Now);
    }

    private void JudgeAnnounced(ChildEvent e, int pid, bool mayBe)
    {
        if (!mayBe) Broken($"{e} after {_lastEntry?.ToString() ?? "nothing"}");
        if (Serving(pid, $"the event {e}") is { } launch)
        {
            launch.Touch();
            if (_announced is not null) _announced.ReplacedAt = Now;
            _announced = launch;
        }
        MayLaunchAgain();
    }

    private void JudgeEntry(ChildEvent e)
    {
        if (e.Cause == TransitionCause.Retry && _lastEntry is ChildFaulted && MayRetry) return;
        if (_lastEntry?.GetType() == e.GetType() && _leaves-- == 0) Broken($"{e} although nothing has happened since {_lastEntry}");
    }

    private void JudgeStopped(ChildEvent e)
    {
        if (Alive is { Count: > 0 } alive) Broken($"{e} while {Show(alive)} lives");
        if ((e.Cause == TransitionCause.Ended && _kind != Kind.Ending) || (e.Cause == TransitionCause.Done && _kind != Kind.Task)) Broken($"{e}, and it is a {_kind}");
        if (e.Cause != TransitionCause.Idle) return;
        if (_lastEntry is ChildFaulted { Cause: not TransitionCause.Idle })
        {
            JudgeForgotten(e);
            return;
        }
        var last = _announced!;
        if (last.HeldAtTermination > 0) Broken($"{last} was idle-stopped while it was held");
        if (last.UsesAtTermination > 0) Broken($"{last} was idle-stopped while it was used");
        var unused = last.TerminatedAt - last.LastUsed;
        if (unused < First.IdleTime) Broken($"{last} was idle-stopped {unused} after its last use");
        if (last.Fake.Plan.Command == Other.Command) Broken($"{last} was idle-stopped although it is to be kept");
    }

    private void JudgeForgotten(ChildEvent e)
    {
        if (Now - _lastEntryAt < First.IdleTime) Broken($"{e}, {Now - _lastEntryAt} after {_lastEntry}");
        if (IsWanted) Broken($"{e}, although it is to be kept or held");
    }

    private void JudgeFaulted(ChildFaulted faulted)
    {
        if (faulted.Fault.Reason == SpinnerError.StartTimedOut) JudgeStartTimedOut();
        if (faulted.Fault.Reason != SpinnerError.Unkillable) return;
        if (!AnySurvivedKill) Broken($"{faulted} before its time");
    }

    private void NoteCrash()
    {
        var tolerance = OptionsOf(_launches[^1].Fake.Plan.Command).RestartTolerance;
        _mustFault = _stepIsPlain && Now - _lastCrash < tolerance;
        _lastCrash = Now;
        MayLaunchAgain();
    }

    /// <summary>Something happens after which an earlier crash need not count any more.</summary>
    private void Pardon() => _lastCrash = null;
}
