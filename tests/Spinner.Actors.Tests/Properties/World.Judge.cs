using Spinner.Actors.Signals;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Properties;

// What must hold when the spinner acts: answers somebody, launches, kills.
sealed partial class World
{
    private int _row;                       // launches since something gave the right to new attempts
    private int _rights = 1;                // how often that right was given
    private ChildFaulted? _retried;         // the last fault after which it was launched by itself

    public void Judge(Asker asker, ISpinnerReply reply)
    {
        if (asker.WantsStart && reply is not ChildReady) _refused = true;
        if (asker.Asked is DrainAll) _drained = true;
        switch (reply)
        {
            case ChildReady ready when asker.WantsStart: JudgeReady(asker, ready); break;
            case ChildCompleted when asker.WantsStart: JudgeCompleted(asker); break;
            case Rejected rejected when asker.WantsStart: JudgeRejected(asker, rejected); break;
            case LeaseEnded ended when asker.Asked is EndLease: JudgeLetGo(asker, ended); break;
            case NoSuchChild when asker.Asked is RestartChild or StopChild or RemoveChild or EndLease: break;
            case StopFailed when asker.Asked is StopChild or RemoveChild: JudgeStopFailed(asker); break;
            case AllStopped { Failed.Count: > 0 } when asker.Asked is StopAllChildren or DrainAll: JudgeStopFailed(asker); break;
            case AllStopped when asker.Asked is StopAllChildren or DrainAll: JudgeStopped(asker); break;
            case StopSucceeded when asker.Asked is StopChild: JudgeStopped(asker); break;
            case ChildRemoved when asker.Asked is RemoveChild: JudgeStopped(asker); _held.Clear(); break;
            default: Broken($"{asker} is answered by {reply}"); break;
        }
    }

    private void JudgeReady(Asker asker, ChildReady ready)
    {
        var launch = Serving(ready.Pid, $"{asker} is answered by {ready}");
        if (launch is null) return;
        launch.Touch();
        JudgeHolding(asker);
        if (asker.CameAfterDrain) Broken($"{asker} came after a drain and is answered by {ready}");
        if (ready.Endpoint != launch.Fake.Plan.Endpoint) Broken($"{asker} is answered with the endpoint of another launch: {ready}");
        var ignored = asker.Program is not null && asker.Program != launch.Fake.Plan.Command;
        if (ready.OptionsIgnored != ignored) Broken($"{asker} asked for '{asker.Program}', got '{launch.Fake.Plan.Command}', is told {ready}");
    }

    private void JudgeCompleted(Asker asker)
    {
        if (_kind != Kind.Task) Broken($"{asker} is answered as for a task");
        if (asker.CameAfterDrain) Broken($"{asker} came after a drain, and the task is done");
        if (!_launches.Exists(l => !l.IsAlive && !l.IsSignalled)) Broken($"{asker} is told of a good end, and nothing has ended by itself");
        if (Alive.FirstOrDefault(l => !l.IsSignalled) is { } living) Broken($"{asker} is told of a good end, and {living} lives");
    }

    private void JudgeRejected(Asker asker, Rejected rejected)
    {
        var lie = rejected.Reason switch
        {
            SpinnerError.Aborted => _lastStop < asker.Sent && !_ended,
            SpinnerError.ShuttingDown => _lastDrain == 0 && !_ended,
            SpinnerError.Faulted => rejected.RetryAt <= Now,
            SpinnerError.Unkillable => !_launches.Exists(l => l.IsSignalled),
            SpinnerError.KeptOld => _mostAlive == 1 || Slot?.Serving is null,
            _ => false,
        };
        if (lie) Broken($"{asker} is told what is not true: {rejected}");
        if (asker.CameAfterDrain && rejected.Reason != SpinnerError.ShuttingDown) Broken($"{asker} came after a drain and is told {rejected}");
    }

    private void JudgeStopped(Asker asker)
    {
        if (Alive is { Count: > 0 } alive) Broken($"{asker} is answered while {Show(alive)} lives");
    }

    private void JudgeStopFailed(Asker asker)
    {
        if (!AnySurvivedKill) Broken($"{asker} failed before its time");
        if (NothingIsHeld && _launches.TrueForAll(l => l.EndKnownAfter < _step)) Broken($"{asker} failed although nothing lives");
    }

    // Of one that ended at last, the child may not know yet.
    private bool AnySurvivedKill => _launches.Exists(l => Now - l.KilledAt >= First.KillTimeout && (l.IsAlive || !(l.EndKnownAfter < _step)));

    /// <summary>The launch of this pid, which must be one that serves for all the child can know.</summary>
    private Launched? Serving(int pid, string claim)
    {
        var launch = _launches.Find(l => l.Fake.Pid == pid);
        if (launch is null) Broken($"{claim}, which was never launched");
        else if (launch.IsSignalled) Broken($"{claim}, which was told to end");
        else if (launch.EndKnownAfter < _step) Broken($"{claim}, which is gone");
        return launch;
    }

    private void JudgeLaunch(LaunchPlan plan)
    {
        var alive = Alive;
        if (alive.Count >= _mostAlive) Broken($"a launch beside {Show(alive)}");
        if (alive.Count(l => !l.IsSignalled && l.ReplacedAt is null) > 1) Broken($"a launch beside two that are neither replaced nor told to end: {Show(alive)}");
        if (_launches.Count > MostLaunches) Broken("launches never end");
        if (_drained) Broken("a launch after a drain");
        if (IsRetry || IsForUsedUp) MayLaunchAgain();
        // Of rights given while the child is held each may have been used with either options; this launch has its own.
        var attempts = OptionsOf(plan.Command).Attempts!.Value;
        var earlier = Math.Max(First.Attempts!.Value, Other.Attempts!.Value) * (_rights - 1);
        if (_row >= attempts + earlier) Broken($"launch {_row + 1} of {attempts}, {earlier} before");
    }

    /// <summary>It is kept or held, and a fault's time is over: once it may be launched by itself.</summary>
    private bool IsRetry
    {
        get
        {
            if (_lastEntry is not ChildFaulted fault || fault == _retried || !MayRetry) return false;
            _retried = fault;
            return true;
        }
    }

    private bool MayRetry => (IsKept || _held.Count > 0) && Now - _lastEntryAt >= Slot!.View.Spec.FaultTimeout;

    private bool IsKept => Slot?.View.Spec.IsKept == true;

    public void JudgeKill(Launched launch)
    {
        var options = OptionsOf(launch.Fake.Plan.Command);
        if (Slot?.Serving?.Ready.Pid == launch.Fake.Pid) Broken($"{launch} is killed while it serves");
        if (launch.KilledAt is not null) return;
        // It gives way to another; of one that ended just now the child may not know.
        if (launch.ReplacedAt is not null && _launches.Count(l => l.IsAlive || !(l.EndKnownAfter < _step)) >= _mostAlive) return;
        if (launch is { TerminatedAt: null, HasSaidEnd: true }) return;
        if (launch.TerminatedAt is not { } since) JudgeStartTimedOut();
        else if (Now - since < options.StopTimeout) Broken($"{launch} is killed {Now - since} after it was asked to stop");
    }

    public void JudgeTermination(Launched launch)
    {
        if (Slot?.Serving is not { } serving || serving.Ready.Pid == launch.Fake.Pid) return;
        if (UsesOf(launch) > 0 && Now - launch.ReplacedAt < Defaults.DrainTimeout) Broken($"{launch} is asked to stop while it is used");
    }

    private void JudgeStartTimedOut()
    {
        if (Now - _lastEntryAt < First.StartTimeout) Broken($"a start timed out after {Now - _lastEntryAt}");
    }

    /// <summary>Whoever asks for a launch may have it tried as often as the options say; requests still in the mailbox do so each.</summary>
    private void MayLaunchAgain()
    {
        if (CommandsArrive) (_row, _rights) = (0, 1);
        else _rights++;
    }
}
