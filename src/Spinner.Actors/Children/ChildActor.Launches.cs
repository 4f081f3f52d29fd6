using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Actors.Children;

// One launch from the request for its endpoint until it serves or has failed.
sealed partial class ChildActor
{
    private int _launches;
    private int _spawns;                // as _launches, those that came to nothing included
    private int _attempts;              // launches this request may cost
    private int _attemptsLeft;
    private int _refusals;              // of the system, in a row, that may pass
    private (StartFailure Failure, string Detail)? _refusal;    // the last of them, if no launch has come of it since
    private TimeSpan? _deadlineLeft;    // of a start request whose deadline is paused, or spent

    /// <summary>Begins a request's launches: with the rest of a paused deadline, under the one that runs, or with a new one.</summary>
    private void Launch(int attempts)
    {
        _attempts = _attemptsLeft = attempts;
        ForgetRefusals();
        _coldStart.Begin(_cause, _starters.Requests.FirstOrDefault()?.From.Caller ?? default);
        if (!_alarms.IsArmed(ChildAlarm.StartTimedOut)) _alarms.Arm(ChildAlarm.StartTimedOut, _deadlineLeft ?? _spec.StartTimeout);
        _deadlineLeft = null;
        AskEndpoint();
    }

    /// <summary>The old launch is gone, the new one may begin.</summary>
    private void Relaunch()
    {
        Launch(_spec.Attempts);
        Show();
    }

    /// <summary>What is monitored is looked at first: a change that comes after the spawn is one.</summary>
    private void AskEndpoint()
    {
        _launch = new ChildLaunch(_spec);
        if (!AwaitMonitor(_launch.Request)) RequestEndpoint(_launch);
    }

    private void RequestEndpoint(ChildLaunch launch) => _world.Ports.Tell(new RequestEndpoint(launch.Request), Self);

    private void Spawn(Endpoint endpoint)
    {
        _attemptsLeft--;
        _launches++;
        var plan = _spec.ToPlan(endpoint, _slot.Output, OutputLog(_spec.Logger ?? _outputLog)) with { RunDirectory = _world.RunDirectory };
        var actor = Context.ActorOf(LaunchActor.Props(_world.Launcher, plan, _world.Beside), $"launch-{++_spawns}");
        Context.WatchWith(actor, new LaunchEnded(actor));
        _launch!.Actor = actor;
        _launch.Number = _launches;
        _launch.Endpoint = endpoint;
        _coldStart.NoteEndpoint(endpoint);
    }

    private void Serve(LaunchIsReady signal)
    {
        var ready = new Ready(Name, signal.Ready.Endpoint, _launch!.Process!.Pid, _launches, AlreadyRunning: false, OptionsIgnored: false);
        var gate = new LaunchGate(ready, _spec, _world.Clock);
        if (!signal.Ready.Verified) Log.Warning("Child {Child} is ready, but whose the listener on {Endpoint} is could not be verified", Name, ready.Endpoint);
        _launch.Gate = gate;
        _launch.ServingSince = _world.Clock.GetTimestamp();
        _fileRevival.Forget();
        HoldAll(gate);
        _slot.Serving = gate;
        Enter(ChildState.Started, _cause);
        WatchIdle(gate);
        _starters.Answer((_, ignored) => ready with { OptionsIgnored = ignored }, gate);
    }

    /// <summary>The launch ended before it was ready.</summary>
    private void TryAgain(Exited exited)
    {
        var (failure, detail) = WhyNotReady(exited);
        Free(exited);
        ForgetRefusals();
        PublishError(failure, detail);
        if (failure == StartFailure.StartTimedOut || _attemptsLeft == 0) Fault(failure, detail, _spec.FaultTimeout);
        else Pause();
    }

    private (StartFailure Failure, string Detail) WhyNotReady(Exited exited) => (_launch!.NotReady, exited.Exit.Stranger) switch
    {
        (true, _) => (
            StartFailure.StartTimedOut,
            $"did not {Awaited(_launch.Endpoint, "listen", "say", "answer")} within {Span(_spec.StartTimeout)}{Said(exited)}"),
        (_, { } stranger) => (
            StartFailure.EndpointTaken, $"{stranger} listens on {_launch.Endpoint}; the child ended with {exited.Exit.Status}"),
        _ => (
            StartFailure.ExitedBeforeReady,
            $"ended with {exited.Exit.Status} before it {Awaited(_launch.Endpoint, "listened", "said", "answered")}{Said(exited)}"),
    };

    /// <summary>No process until the next attempt.</summary>
    private void Pause()
    {
        _alarms.Arm(ChildAlarm.BackoffDue, Backoff.After(_attempts - _attemptsLeft));
        Show();
    }

    private void FailStart(NoEndpoint refused)
    {
        _launch = null;
        if (refused.IsShutdown) GiveWay();
        else if (IsRecovery) TryLater(StartFailure.NoEndpoint, refused.Detail);
        else FailStart(StartFailure.NoEndpoint, refused.Detail);
    }

    private void FailStart(SpawnFailed failed)
    {
        if (MayPass(failed)) TryLater(StartFailure.SpawnFailed, failed.Detail);
        else FailStart(StartFailure.SpawnFailed, failed.Detail);
    }

    /// <summary>What ran before does not fail for good because its files are being replaced just now.</summary>
    private bool IsRecovery => _cause is Cause.Crash or Cause.FileChanged or Cause.Unreachable;

    private bool MayPass(SpawnFailed failed) => failed.Failure switch
    {
        SpawnFailure.Unavailable => true,
        SpawnFailure.Refused => false,
        _ => IsRecovery,
    };

    /// <summary>No process came to be, for a reason that may pass: as long as the deadline allows it is tried again, and costs no attempt.</summary>
    private void TryLater(StartFailure failure, string detail)
    {
        _refusal = (failure, detail);
        Publish(new ChildError(failure, detail, Attempt: 0, _attempts, Exit: null, ErrorTail: []), _cause);
        if (_alarms.IsArmed(ChildAlarm.StartTimedOut))
        {
            _alarms.Arm(ChildAlarm.BackoffDue, Backoff.After(++_refusals));
            Show();
        }
        else if (_kept is null)
        {
            GiveUpStart();
        }
        else
        {
            KeepOldUnasked();
        }
    }

    private void ForgetRefusals() => (_refusals, _refusal) = (0, null);

    /// <summary>Nothing is launched any more: the spinner ends.</summary>
    private void GiveWay()
    {
        Note(Cause.Drain);
        RejectStarters(StartFailure.ShuttingDown, Actors.Rejected.IsShuttingDown);
        End(Cause.Drain);
    }

    /// <summary>No process came to be. Another attempt would fail alike, so none is made, and the next start may try at once.</summary>
    private void FailStart(StartFailure failure, string detail)
    {
        Publish(new ChildError(failure, detail, Attempt: 0, _attempts, Exit: null, ErrorTail: []), _cause);
        Fault(failure, detail, TimeSpan.Zero);
    }

    private void GiveUpStart()
    {
        if (Alive)
        {
            KillLate();
            return;
        }
        Withdraw();
        var (failure, why) = WhyNotLaunched;
        Fault(failure, $"not started within {Span(_spec.StartTimeout)}: {why}", _spec.FaultTimeout);
    }

    private (StartFailure Failure, string Why) WhyNotLaunched => (_refusal, _attempts - _attemptsLeft) switch
    {
        ({ } refusal, _) => refusal,
        (_, 0) => (StartFailure.StartTimedOut, "no endpoint was granted"),
        (_, var made) => (StartFailure.StartTimedOut, $"{made} of {_attempts} attempts failed, the last with {_lastExit?.Status}"),
    };

    /// <summary>It is counted, and told, when it has exited.</summary>
    private void KillLate()
    {
        _launch!.NotReady = true;
        _deadlineLeft = TimeSpan.Zero;
        KillLaunch();
    }

    /// <summary>A started launch ended by itself.</summary>
    private void Recover(Exited exited)
    {
        var early = IsEarly(_launch!);
        Free(exited);
        if (early)
        {
            RecoverEarly(exited);
            return;
        }
        var loop = _crashes.IsLoop(_spec.RestartTolerance);
        _cause = Cause.Crash;
        PublishError(StartFailure.Crashed, $"ended with {exited.Exit.Status} while started");
        if (loop)
        {
            Fault(StartFailure.CrashLoop, $"crashed twice within {Span(_spec.RestartTolerance)}, the last time with {exited.Exit.Status}", _spec.FaultTimeout);
            return;
        }
        Launch(_spec.Attempts);
        Enter(ChildState.Restarting, Cause.Crash);
    }

    /// <summary>It was called ready because it lived, with a listener that others hold: nobody knows whether it ever could answer.</summary>
    private bool IsEarly(ChildLaunch launch) =>
        _spec.Endpoint.HeldAddress is not null && _spec.Ready == Readiness.Listen
        && _world.Clock.GetElapsedTime(launch.ServingSince) < _spec.StartTimeout;

    /// <summary>An attempt of the same request, though the request was answered; connections wait in the listener meanwhile.</summary>
    private void RecoverEarly(Exited exited)
    {
        _cause = Cause.Crash;
        var detail = $"ended with {exited.Exit.Status} within {Span(_spec.StartTimeout)} of taking over its listener{Said(exited)}";
        PublishError(StartFailure.ExitedBeforeReady, detail);
        if (_attemptsLeft == 0)
        {
            Fault(StartFailure.ExitedBeforeReady, detail, _spec.FaultTimeout);
            return;
        }
        _alarms.Arm(ChildAlarm.StartTimedOut, _spec.StartTimeout);
        Pause();
        Enter(ChildState.Restarting, Cause.Crash);
    }

    private string Awaited(Endpoint? endpoint, string listen, string say, string answer) => _spec.Ready switch
    {
        HttpReadiness http => $"{answer} GET {http.Path} on {endpoint} with {http.Status}",
        var ready when ready == Readiness.Notify => $"{say} READY=1",
        _ => $"{listen} on {endpoint}",
    };

    private static string Said(Exited exited) => exited.Exit.StatusText is { } text ? $"; its status: {text}" : "";
}
