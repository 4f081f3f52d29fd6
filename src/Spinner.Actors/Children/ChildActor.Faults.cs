using Akka.Actor;

namespace Spinner.Actors.Children;

// Ways into a fault and out of it.
sealed partial class ChildActor
{
    /// <summary>Faults the child, and tells so who waited for that start.</summary>
    private void Fault(PendingStart start, StartFailure reason, string detail, TimeSpan retryIn)
    {
        var fault = Fault(start.Cause, reason, detail, retryIn);
        start.Starters.Answer((_, _) => new Rejected(
            Name, reason, detail, start.Attempts.Made, _lastExit?.Status, _lastExit?.ErrorTail ?? [], fault.RetryAt));
    }

    /// <summary>Faults the child when nobody waits for a start.</summary>
    private Fault Fault(Cause cause, StartFailure reason, string detail, TimeSpan retryIn)
    {
        var time = new FaultTime(_services.Clock, retryIn);
        var fault = new Fault(reason, detail, time.Until);
        _fileRevival.RecordFault(_spec.RestartTolerance);
        Enter(new Phase.Faulted(fault, time, cause));
        return fault;
    }

    private bool HearsFiles(Phase.Faulted at) => !_draining && (!_fileRevival.IsDeaf || at.FaultTime.IsOver);

    private void ReviveByFile()
    {
        _crashes.Reset();
        _fileRevival.Try();
        Begin(new PendingStart(Cause.FileChanged, _alarms), attempts: 1);
    }

    private Rejected RefusalOf(Phase.Faulted at) => new(
        Name, StartFailure.Faulted, $"faulted: {at.Fault.Detail}", 0, _lastExit?.Status, _lastExit?.ErrorTail ?? [], at.FaultTime.Until);

    private Rejected RefusalOf(Phase.Unkillable at) => new(Name, StartFailure.Unkillable, at.Fault.Detail);

    /// <summary>SIGKILL did not help that launch of the start under way. The endpoint stays ours: the process may still hold it.</summary>
    private void GiveUpKill(PendingStart start, ChildLaunch stays)
    {
        var fault = SurvivedFault;
        if (start.Step is StartStep.Trying) Leave(stays);
        Enter(new Phase.Unkillable(fault, stays, stays, new Afterwards.Stopped(), start.Cause));
        Reject(start.Starters, fault.Reason, fault.Detail);
    }

    /// <summary>As the other, for a stop: none of the launches left can be killed.</summary>
    private void GiveUpKill(Phase.Ending at)
    {
        if (at.Then is Afterwards.Removed) TellRemoveFailed();
        var fault = SurvivedFault;
        Enter(new Phase.Unkillable(fault, awaited: null, at.Shown, at.Then is Afterwards.Faulted ? at.Then : new Afterwards.Stopped(), at.Cause));
        Reject(at.Next, fault.Reason, fault.Detail);
        var failed = new StopFailed(Name, LivingPids);
        at.Stoppers.Answer((_, _) => failed);
    }

    private Fault SurvivedFault => new(
        StartFailure.Unkillable, $"survived SIGKILL for {Span(_spec.KillTimeout)}: pids {string.Join(", ", LivingPids)}", null);

    private void StopUnkillable(Phase.Unkillable at, Request request, Cause cause)
    {
        _draining |= cause == Cause.Drain;
        (at.Cause, at.Awaited, at.Then) = (cause, null, new Afterwards.Stopped());
        if (cause == Cause.Remove) TellRemoveFailed();
        TerminateLeaving();
        request.From.Answer(new StopFailed(Name, LivingPids));
    }

    /// <summary>A launch is gone.</summary>
    private void GoOnUnkillable(Phase.Unkillable at)
    {
        if (at.Awaited is { } awaited ? _leaving.Contains(awaited) : _leaving.Count > 0) return;
        if (at.Awaited is null)
        {
            Settle(new Phase.Ending(at.Cause, at.Then));
            return;
        }
        var time = new FaultTime(_services.Clock, TimeSpan.Zero);
        Enter(new Phase.Faulted(at.Fault with { RetryAt = time.Until }, time, at.Cause));
    }

    private void TellRemoveFailed() => Context.Parent.Tell(new RemoveFailed(Name));

    /// <summary>Of all launches, the latest first.</summary>
    private IReadOnlyList<int> LivingPids => [.. _phase.Launches.Concat(_leaving.AsEnumerable().Reverse()).SelectMany(l => l.Process?.LivingPids ?? [])];
}
