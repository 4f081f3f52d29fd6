using Akka.Actor;

namespace Spinner.Actors.Children;

// Ways into a fault and out of it.
sealed partial class ChildActor
{
    /// <summary>Faults the child, and tells so who waited for that start.</summary>
    private void Fault(PendingStart start, SpinnerError reason, string detail, TimeSpan retryIn, IReadOnlyList<string>? errorTail = null)
    {
        var fault = Fault(start.Trigger, reason, detail, retryIn);
        start.Starters.Answer((_, _) => new Rejected(Name, reason, detail)
        {
            Attempts = start.Attempts.Made, LastExit = _lastExit?.Status, ErrorTail = errorTail ?? _lastExit?.ErrorTail ?? [], RetryAt = fault.RetryAt,
        });
    }

    /// <summary>Faults the child when nobody waits for a start.</summary>
    private ChildFault Fault(Trigger trigger, SpinnerError reason, string detail, TimeSpan retryIn)
    {
        _fileRevival.RecordFault(_spec.RestartTolerance);
        return EnterFaulted(new ChildFault(reason, detail, null), retryIn, trigger);
    }

    /// <param name="fault">Its <see cref="Actors.ChildFault.RetryAt"/> is not known yet.</param>
    /// <param name="retryIn">How long starts fail. Zero where they fail at once by themselves.</param>
    /// <param name="trigger">Of the fault.</param>
    private ChildFault EnterFaulted(ChildFault fault, TimeSpan retryIn, Trigger trigger)
    {
        var pause = _faultStreak.Record(_spec.FaultTimeout, _spec.FaultTimeoutMax);
        var time = new RetryTime(_services.Clock, IsWanted && retryIn > TimeSpan.Zero ? pause : retryIn);
        var known = fault with { RetryAt = time.Until };
        Enter(new Phase.Faulted(known, time, new RetryTime(_services.Clock, pause), trigger));
        _alarms.Arm(ChildAlarm.RetryDue, pause);
        AwaitForgetting();
        return known;
    }

    /// <summary>A fault is forgotten when nobody has asked for the child during its idle time, from now on.</summary>
    private void AwaitForgetting()
    {
        if (_spec.IdleTime is { } idleTime) _alarms.Arm(ChildAlarm.ForgetDue, idleTime);
    }

    private void StopWaitingForFault()
    {
        _alarms.Cancel(ChildAlarm.RetryDue);
        _alarms.Cancel(ChildAlarm.ForgetDue);
    }

    /// <summary>It should run whether or not anybody asks for it.</summary>
    private bool IsWanted => !_draining && (_spec.IsKept || _leases.Count > 0);

    private void RefuseStart(Phase.Faulted at, Request request)
    {
        AwaitForgetting();
        request.From.Answer(RefusalOf(at));
    }

    private void RetryByItself() => Begin(new PendingStart(TransitionCause.Retry, _alarms), attempts: 1);

    private void Forget()
    {
        ForgetCrashes();
        End(new Phase.Ending(TransitionCause.Idle, new Afterwards.Stopped()));
    }

    /// <summary>Somebody took a decision about the child.</summary>
    private void ForgetCrashes()
    {
        _crashes.Reset();
        _faultStreak.Reset();
    }

    /// <summary>A launch that served for the restart tolerance was well: what went wrong before is another matter.</summary>
    private void RecordHealth(Phase.Serving ended)
    {
        if (_services.Clock.GetElapsedTime(ended.Since) >= _spec.RestartTolerance) _faultStreak.Reset();
    }

    private bool HearsFiles(Phase.Faulted at) => !_draining && (!_fileRevival.IsDeaf || at.FaultTime.IsOver);

    private void ReviveByFile(ContentChanged changed)
    {
        _crashes.Reset();
        _fileRevival.Try();
        Begin(new PendingStart(changed.Trigger, _alarms), attempts: 1);
    }

    private Rejected RefusalOf(Phase.Faulted at) => new(Name, SpinnerError.Faulted, $"faulted: {at.Fault.Detail}")
    {
        LastExit = _lastExit?.Status, ErrorTail = _lastExit?.ErrorTail ?? [], RetryAt = at.FaultTime.Until,
    };

    private Rejected RefusalOf(Phase.Unkillable at) => new(Name, SpinnerError.Unkillable, at.Fault.Detail);

    /// <summary>SIGKILL did not help that launch of the start under way. The endpoint stays ours: the process may still hold it.</summary>
    private void GiveUpKill(PendingStart start, ChildLaunch stays)
    {
        var fault = SurvivedFault;
        if (start.Step is StartStep.Trying) Leave(stays);
        Enter(new Phase.Unkillable(fault, stays, stays, new Afterwards.Stopped(), start.Trigger));
        Reject(start.Starters, fault.Reason, fault.Detail);
    }

    /// <summary>As the other, for a stop: none of the launches left can be killed.</summary>
    private void GiveUpKill(Phase.Ending at)
    {
        if (at.Then is Afterwards.Removed) TellRemoveFailed();
        var fault = SurvivedFault;
        Enter(new Phase.Unkillable(fault, awaited: null, at.Shown, at.Then is Afterwards.Faulted or Afterwards.AsItEnds ? at.Then : new Afterwards.Stopped(), at.Trigger));
        Reject(at.Next, fault.Reason, fault.Detail);
        var failed = new StopFailed(Name, LivingPids);
        at.Stoppers.Answer((_, _) => failed);
    }

    private ChildFault SurvivedFault => new(
        SpinnerError.Unkillable, $"survived SIGKILL for {Span(_spec.KillTimeout)}: pids {string.Join(", ", LivingPids)}", null);

    private void StopUnkillable(Phase.Unkillable at, Request request, TransitionCause cause)
    {
        _draining |= cause == TransitionCause.Drain;
        (at.Trigger, at.Awaited, at.Then) = (request.As(cause), null, new Afterwards.Stopped());
        if (cause == TransitionCause.Remove) TellRemoveFailed();
        TerminateLeaving();
        request.From.Answer(new StopFailed(Name, LivingPids));
    }

    /// <summary>A launch is gone.</summary>
    private void GoOnUnkillable(Phase.Unkillable at)
    {
        if (at.Awaited is { } awaited ? _leaving.Contains(awaited) : _leaving.Count > 0) return;
        if (at.Awaited is null)
        {
            Settle(new Phase.Ending(at.Trigger, at.Then));
            return;
        }
        EnterFaulted(at.Fault, TimeSpan.Zero, at.Trigger);
    }

    private void TellRemoveFailed() => Context.Parent.Tell(new RemoveFailed(Name));

    /// <summary>Of all launches, the latest first.</summary>
    private IReadOnlyList<int> LivingPids => [.. _phase.Launches.Concat(_leaving.AsEnumerable().Reverse()).SelectMany(l => l.Process?.LivingPids ?? [])];
}
