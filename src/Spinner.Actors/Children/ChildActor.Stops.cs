using Akka.Actor;
using Spinner.Actors.Monitoring;

namespace Spinner.Actors.Children;

// How things end. The words, from the smallest to the largest:
//
//   close       a gate: nobody gets in any more
//   halt        a start under way: nothing is asked for or waited for; withdraw: also what it had asked for is given back, and it is over
//   interrupt   a start under way: as halt, and a launch of it is terminated; the start goes on when that is gone
//   drain       a launch: its uses may end in their own time, then it terminates
//   retire      a launch that was replaced: it drains
//   terminate   a launch: SIGTERM, then SIGKILL; it is leaving from then on
//   release     a launch whose group is gone: its endpoint and its actor are given back
//   replace     the launch in hand terminates, and another follows it
//   end         every launch of the child terminates; settle: the last of them is gone
sealed partial class ChildActor
{
    private void Stop(Request request, TransitionCause cause)
    {
        ForgetCrashes();
        if (request.Asked is StopChild { Cause: TransitionCause.Room } madeRoom) _madeRoom = madeRoom;
        _draining |= cause == TransitionCause.Drain;
        if (_phase.Start is { } start) Reject(start.Starters, Overtaken(cause), OvertakenBy(cause));
        var ending = new Phase.Ending(request.As(cause), After(cause), _phase.Shown);
        ending.Stoppers.Join(request);
        End(ending, Drains(request));
    }

    private void StopNext(Phase.Ending at, Request request, TransitionCause cause)
    {
        _draining |= cause == TransitionCause.Drain;
        at.Trigger = request.As(cause);
        if (at.Then is not Afterwards.Removed) at.Then = After(cause);
        Reject(at.Next, Overtaken(cause), OvertakenBy(cause));
        at.Stoppers.Join(request);
        if (!Drains(request)) _leaving.FindAll(static l => l.Stage == LaunchStage.Draining).ForEach(static l => l.Terminate());
    }

    private static bool Drains(Request request) => request.Asked is StopChild { Drain: true };

    private void StopIfIdle(Phase.Serving at)
    {
        // With the launch that serves the retired ones end too: who uses one of those, and has time left for it, uses the child.
        if (_leaving.Exists(l => l is { Stage: LaunchStage.Draining, Gate.InFlight: > 0 })) at.Gate.TryTouch();
        if (_spec.IdleTime is { } idleTime && at.Gate.TryCloseIfIdle(idleTime)) End(new Phase.Ending(TransitionCause.Idle, new Afterwards.Stopped(), at.Launch));
        else WatchIdle(at.Gate);
    }

    /// <summary>Whether a stop that only an unused child obeys may go on. Of a started child the gate is closed with the answer, so that no use begins in between.</summary>
    private bool TryCloseUnused()
    {
        if (_phase is Phase.Idle or Phase.Faulted or Phase.Unkillable) return true;
        // While it starts somebody waits for it; while launches change one of them may be used; and a stop under way needs no other.
        if (_phase is not Phase.Serving at || _leaving.Count > 0 || _spec.IdleTime is null) return false;
        if (!at.Gate.TryCloseIfIdle(TimeSpan.Zero)) return false;
        _services.Idle.Tell(new UnwatchIdle(at.Gate));
        return true;
    }

    /// <param name="ending">How.</param>
    /// <param name="drains">What is in use may end in its own time.</param>
    private void End(Phase.Ending ending, bool drains = false)
    {
        foreach (var launch in _phase.Launches.ToList())
        {
            Leave(launch);
            if (drains && launch.Gate is { InFlight: > 0 }) Drain(launch);
        }

        EndRest(ending, drains);
    }

    /// <summary>As <see cref="End"/>, when only those that are leaving are left.</summary>
    private void EndRest(Phase.Ending ending, bool drains = false)
    {
        TerminateLeaving(drains);
        if (_leaving.Count > 0) Enter(ending);
        else Settle(ending);
    }

    /// <summary>A launch is gone.</summary>
    private void GoOnEnding(Phase.Ending at)
    {
        if (_leaving.Count == 0) Settle(at);
        else if (NoneCanBeKilled) GiveUpKill(at);
    }

    private void Settle(Phase.Ending ending)
    {
        if (ending.Then is Afterwards.Faulted(var why))
        {
            Reject(ending.Next, SpinnerError.CrashLoop, why);
            Fault(ending.Trigger, SpinnerError.CrashLoop, why, _spec.FaultTimeout);
            return;
        }
        if (ending.Then is Afterwards.AsItEnds its)
        {
            Follow(ending, its);
            return;
        }
        var wasRunning = _phase.State != ChildState.Faulted;
        _fileRevival.Reset();
        // A change of what it monitors means that a task has to be done again.
        if (ending.Cause != TransitionCause.Done) StopMonitoring();
        Enter(new Phase.Idle(ending.Trigger, ending.Cause == TransitionCause.Idle ? (_phase as Phase.Faulted)?.Fault : null));
        ending.Stoppers.Answer((request, _) => Gone(request, wasRunning));
        if (ending.Then is Afterwards.Removed) Context.Stop(Self);
        else if (ending.Next.Any) StartNext(ending.Next);
    }

    /// <summary>Ends the launch that serves and starts another.</summary>
    private void Replace(Phase.Serving at, PendingStart start)
    {
        Terminate(at.Launch);
        start.Step = new StartStep.Clearing(at.Launch);
        Enter(new Phase.Awaiting(ChildState.Restarting, start));
    }

    /// <summary>Ends the launch under way and starts another. A restart has a new deadline, a file change what is left of the old one.</summary>
    private void Replace(Phase.Awaiting at, Trigger trigger)
    {
        at.Trigger = trigger;
        Interrupt(at.Start);
        if (trigger.Cause == TransitionCause.Restart) at.Start.RenewDeadline();
        if (!at.Start.IsClearing) BeginLaunches(at.Start, _spec.Attempts);
        if (at.State != ChildState.Restarting) Enter(new Phase.Awaiting(ChildState.Restarting, at.Start));
    }

    private void Interrupt(PendingStart start)
    {
        switch (start.Step)
        {
            case StartStep.Clearing: break;
            case StartStep.Trying(var launch): start.PauseDeadline(); Terminate(launch); start.Step = new StartStep.Clearing(launch); break;
            default: GiveBackAsked(start); start.Halt(); break;
        }
    }

    private void Withdraw(PendingStart start)
    {
        GiveBackAsked(start);
        start.End();
    }

    private void WatchIdle(LaunchGate gate)
    {
        if (_spec.IdleTime is { } idleTime) _services.Idle.Tell(new WatchIdle(gate, idleTime), Self);
    }

    private static Afterwards After(TransitionCause cause) => cause == TransitionCause.Remove ? new Afterwards.Removed() : new Afterwards.Stopped();

    private static SpinnerError Overtaken(TransitionCause cause) => cause == TransitionCause.Drain ? SpinnerError.ShuttingDown : SpinnerError.Aborted;

    private static string OvertakenBy(TransitionCause cause) => cause switch
    {
        TransitionCause.Drain => Rejected.IsShuttingDown,
        TransitionCause.Remove => "The child was removed.",
        _ => "The child was stopped by a later request.",
    };
}
