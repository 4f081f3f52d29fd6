using Akka.Actor;
using Spinner.Actors.Monitoring;
using Spinner.Processes;

namespace Spinner.Actors.Children;

// How a launch ends, and what follows.
sealed partial class ChildActor
{
    private LaunchExit? _lastExit;
    private string? _faultWhenStopped;  // why the stop under way ends in a fault; null: it ends in Stopped

    private void Stop(Request request, Cause cause)
    {
        Note(cause);
        _crashes.Forget();
        RejectStarters(Overtaken(cause), OvertakenBy(cause));
        _stoppers.Join(request);
        End(cause);
    }

    /// <summary>Ends every launch, and what was wished for one.</summary>
    private void End(Cause cause)
    {
        if (_kept is not null) RetireKept();
        if (Alive) Terminate();
        else Withdraw();
        TerminateRetired();
        if (AnyLives) Enter(ChildState.Stopping, cause);
        else Settle(cause);
    }

    /// <summary>A launch is gone, or cannot be killed.</summary>
    private void GoOnStopping()
    {
        if (!AnyLives) Settle(_cause);
        else if (Launches.All(l => l.Retirement == Retirement.Unkillable)) GiveUpKill();
    }

    private void StopNext(Request request, Cause cause)
    {
        Note(cause);
        RejectNext(Overtaken(cause), OvertakenBy(cause));
        _stoppers.Join(request);
    }

    private void StopIfIdle()
    {
        var gate = _launch!.Gate!;
        // With the launch that serves the retired ones end too: who uses one of those, and has time left for it, uses the child.
        if (_retired.Exists(r => r is { Retirement: Retirement.Draining, Gate.InFlight: > 0 })) gate.TryTouch();
        if (_spec.IdleTime is not { } idleTime || !gate.TryCloseIfIdle(idleTime))
        {
            WatchIdle(gate);
            return;
        }
        Note(Cause.Idle);
        End(Cause.Idle);
    }

    /// <summary>Ends the launch in hand and starts another. A restart has a new deadline, a file change what is left of the old one.</summary>
    private void Replace(Cause cause)
    {
        _cause = cause;
        if (Alive) Terminate();
        else Withdraw();
        if (cause == Cause.Restart) ForgetDeadline();
        if (!Alive) Launch(_spec.Attempts);
        if (_state != ChildState.Restarting) Enter(ChildState.Restarting, cause);
    }

    private void Terminate()
    {
        CloseGate();
        _alarms.Cancel(ChildAlarm.BackoffDue);
        _deadlineLeft = _alarms.Pause(ChildAlarm.StartTimedOut) ?? _deadlineLeft;
        if (_launch!.Terminating) return;
        _launch.Terminating = true;
        _launch.Actor.Tell(new LaunchActor.Terminate(_launch.Spec.StopSignal));
        _alarms.Arm(ChildAlarm.StopTimedOut, _launch.Spec.StopTimeout);
    }

    private void KillLaunch()
    {
        _launch!.Actor.Tell(LaunchActor.Kill.Now);
        _alarms.Arm(ChildAlarm.KillTimedOut, _launch.Spec.KillTimeout);
    }

    /// <summary>The launch in hand survived SIGKILL.</summary>
    private void NoteSurvival()
    {
        _alarms.Cancel(ChildAlarm.StopTimedOut);
        _launch!.Retirement = Retirement.Unkillable;
    }

    /// <summary>There is no launch, only the wish for one: drops it.</summary>
    private void Withdraw()
    {
        _alarms.Cancel(ChildAlarm.BackoffDue);
        if (_launch is not null) _world.Ports.Tell(new ReleaseEndpoint(_launch.Request));
        _launch = null;
    }

    private void Free(Exited exited)
    {
        _lastExit = exited.Exit;
        Free();
    }

    /// <summary>No process came to be: that is no launch, and costs no attempt.</summary>
    private void FreeUnspawned()
    {
        Free();
        _launches--;
        _attemptsLeft++;
    }

    private void Free()
    {
        CloseGate();
        _alarms.Cancel(ChildAlarm.StopTimedOut);
        _alarms.Cancel(ChildAlarm.KillTimedOut);
        Release(_launch!);
        _launch = null;
    }

    private void Release(ChildLaunch launch)
    {
        _world.Ports.Tell(new ReleaseEndpoint(launch.Request));
        Context.Unwatch(launch.Actor!);
        Context.Stop(launch.Actor!);
    }

    /// <summary>The stop is complete.</summary>
    private void Settle(Cause cause)
    {
        if (_faultWhenStopped is { } why)
        {
            _faultWhenStopped = null;
            RejectNext(StartFailure.CrashLoop, why);
            Fault(StartFailure.CrashLoop, why, _spec.FaultTimeout);
            return;
        }
        var wasRunning = _state != ChildState.Faulted;
        _fault = null;
        _fileRevival.Forget();
        ForgetMonitor();
        Enter(ChildState.Stopped, cause);
        _stoppers.Answer((request, _) => Gone(request, wasRunning));
        if (_ending) Context.Stop(Self);
        else if (_next.Any) StartNext();
    }

    /// <summary>What a stop's cause means beyond the stop.</summary>
    private void Note(Cause cause)
    {
        _cause = cause;
        _faultWhenStopped = null;
        _draining |= cause == Cause.Drain;
        _ending |= cause == Cause.Remove;
    }

    private void WatchIdle(LaunchGate gate)
    {
        if (_spec.IdleTime is { } idleTime) _world.Idle.Tell(new WatchIdle(gate, idleTime), Self);
    }

    private void CloseGate() => CloseGate(_launch);

    private void CloseGate(ChildLaunch? launch)
    {
        if (launch?.Gate is not { } gate) return;
        if (_slot.Serving == gate) _slot.Serving = null;
        if (gate.IsClosed) return;
        gate.Close();
        _world.Idle.Tell(new ForgetIdle(gate));
    }

    private void ForgetDeadline()
    {
        _alarms.Cancel(ChildAlarm.StartTimedOut);
        _alarms.Cancel(ChildAlarm.BackoffDue);
        _deadlineLeft = null;
    }

    private static StartFailure Overtaken(Cause cause) => cause == Cause.Drain ? StartFailure.ShuttingDown : StartFailure.Aborted;

    private static string OvertakenBy(Cause cause) => cause switch
    {
        Cause.Drain => Actors.Rejected.IsShuttingDown,
        Cause.Remove => "The child was removed.",
        _ => "The child was stopped by a later request.",
    };
}
