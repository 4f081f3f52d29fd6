using Akka.Actor;
using Spinner.Processes;

namespace Spinner.Actors.Children;

// A launch that served ends by itself, or listens no longer.
sealed partial class ChildActor
{
    private void Recover(Phase.Serving at, Exited exited)
    {
        Release(at.Launch);
        _lastExit = exited.Exit;
        RecordHealth(at);
        if (IsEnd(exited.Exit.Status))
        {
            EndRest(new Phase.Ending(TransitionCause.Ended, new Afterwards.Stopped()));
            return;
        }
        if (IsEarly(at))
        {
            RecoverEarly(at, exited.Exit);
            return;
        }
        var loop = _crashes.IsLoop(_spec.RestartTolerance);
        PublishError(at.Attempts, SpinnerError.Crashed, $"ended with {exited.Exit.Status} while started", TransitionCause.Crash);
        if (loop)
        {
            Fault(TransitionCause.Crash, SpinnerError.CrashLoop, $"crashed twice within {Span(_spec.RestartTolerance)}, the last time with {exited.Exit.Status}", _spec.FaultTimeout);
            return;
        }
        var start = new PendingStart(TransitionCause.Crash, _alarms);
        // First of all nobody is to be shown a child that is started and has no process.
        Enter(new Phase.Awaiting(ChildState.Restarting, start));
        BeginLaunches(start, _spec.Attempts);
    }

    /// <summary>It was called ready because it lived, with a listener that others hold: nobody knows whether it ever could answer.</summary>
    private bool IsEarly(Phase.Serving at) =>
        _spec.Endpoint.HeldAddress is not null && _spec.Ready == Readiness.Listen && _services.Clock.GetElapsedTime(at.Since) < _spec.StartTimeout;

    /// <summary>An attempt of the same request, though the request was answered; connections wait in the listener meanwhile.</summary>
    private void RecoverEarly(Phase.Serving at, LaunchExit exit)
    {
        var detail = $"ended with {exit.Status} within {Span(_spec.StartTimeout)} of taking over its listener{Said(exit)}";
        PublishError(at.Attempts, SpinnerError.ExitedBeforeReady, detail, TransitionCause.Crash);
        if (at.Attempts.Left == 0)
        {
            Fault(TransitionCause.Crash, SpinnerError.ExitedBeforeReady, detail, _spec.FaultTimeout);
            return;
        }
        var start = new PendingStart(TransitionCause.Crash, _alarms);
        start.Continue(at.Attempts);
        start.RunDeadline(_spec.StartTimeout);
        Enter(new Phase.Awaiting(ChildState.Restarting, start));
        Pause(start);
    }

    /// <summary>Looks whether that launch listens still, beside the actor: the look takes its time, and many may ask for it at once.</summary>
    private void ProbeListener(int number)
    {
        if (_phase is not Phase.Serving { IsProbed: false, Launch: { Process: { } process } launch } at || launch.Number != number) return;
        at.IsProbed = true;
        var (self, actor) = (Self, launch.Actor);
        _services.Beside(() =>
        {
            object found = process.IsListening() == false ? new ListenerGone(actor) : new ListenerFound(actor);
            self.Tell(found, ActorRefs.NoSender);
        });
    }

    /// <returns>False when it is not the launch that serves.</returns>
    private bool EndProbe(ChildLaunch launch)
    {
        if (_phase.ServedBy is not { } at || at.Launch != launch) return false;
        at.IsProbed = false;
        return true;
    }

    /// <summary>It listens no longer: as good as crashed, though what is in flight may end in its own time. Twice within the tolerance is a loop.</summary>
    private void LoseListener(Phase.Serving at)
    {
        RecordHealth(at);
        var loop = _crashes.IsLoop(_spec.RestartTolerance);
        // Whoever hears of it finds the gate closed, and comes in with the next launch.
        CloseGate(at.Launch);
        PublishError(at.Attempts, SpinnerError.Crashed, $"listens no longer on {at.Launch.Endpoint}", TransitionCause.Unreachable);
        if (loop) End(new Phase.Ending(TransitionCause.Unreachable, new Afterwards.Faulted($"stopped listening twice within {Span(_spec.RestartTolerance)}"), at.Launch));
        else Replace(at, new PendingStart(TransitionCause.Unreachable, _alarms));
    }
}
