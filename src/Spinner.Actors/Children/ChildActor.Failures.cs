using Spinner.Processes;

namespace Spinner.Actors.Children;

// Starts that fail: another attempt, or the end of them.
sealed partial class ChildActor
{
    /// <summary>The launch ended before it was ready.</summary>
    private void TryAgain(PendingStart start, Exited exited)
    {
        var (failure, detail) = WhyNotReady(start.Launch, exited.Exit);
        Release(start.Launch);
        start.Halt();
        start.ResetRefusals();
        _lastExit = exited.Exit;
        PublishError(start.Attempts, failure, detail, start.Trigger);
        if (failure == SpinnerError.StartTimedOut || start.Attempts.Left == 0) Fault(start, failure, detail, _spec.FaultTimeout);
        else Pause(start);
    }

    private (SpinnerError Failure, string Detail) WhyNotReady(ChildLaunch launch, LaunchExit exit) => (launch.IsEnding, exit.Stranger) switch
    {
        (true, _) => (
            SpinnerError.StartTimedOut,
            $"did not {Awaited(launch.Endpoint).Expected} within {Span(_spec.StartTimeout)}{Said(exit)}{PathHint(launch)}"),
        (_, { } stranger) => (
            SpinnerError.EndpointTaken, $"{stranger} listens on {launch.Endpoint}; the child ended with {exit.Status}"),
        _ => (
            SpinnerError.ExitedBeforeReady, $"ended with {exit.Status}{Awaited(launch.Endpoint).Missed}{Said(exit)}{PathHint(launch)}"),
    };

    private void Pause(PendingStart start)
    {
        start.Pause(_services.Clock);
        UpdateView();
    }

    private void FailStart(PendingStart start, NotAdmitted refused)
    {
        start.Halt();
        if (refused.Failure == SpinnerError.ShuttingDown) GiveWay(start);
        else if (refused.MayPass || start.IsRecovery) TryLater(start, refused.Failure, refused.Detail);
        else FailStart(start, refused.Failure, refused.Detail, refused.ErrorTail);
    }

    private void FailStart(PendingStart start, NotSpawned failed)
    {
        UndoSpawn(start);
        if (MayPass(start, failed)) TryLater(start, SpinnerError.SpawnFailed, failed.Detail);
        else FailStart(start, SpinnerError.SpawnFailed, failed.Detail);
    }

    private void UndoSpawn(PendingStart start)
    {
        ReleaseUnspawned(start.Launch);
        start.Attempts.GiveBack();
        start.Halt();
    }

    private static bool MayPass(PendingStart start, NotSpawned failed) => failed.Failure switch
    {
        SpawnFailure.Unavailable => true,
        SpawnFailure.Refused => false,
        _ => start.IsRecovery,
    };

    private void TryLater(PendingStart start, SpinnerError failure, string detail)
    {
        if (!TryPauseAfterRefusal(start, failure, detail)) GiveUpStart(start);
    }

    /// <summary>No process came to be, for a reason that may pass: as long as the deadline allows it is tried again, and costs no attempt.</summary>
    /// <returns>False when the time is over.</returns>
    private bool TryPauseAfterRefusal(PendingStart start, SpinnerError failure, string detail)
    {
        start.RecordRefusal(failure, detail);
        PublishUnspawned(start, failure, detail);
        if (!start.HasTime) return false;
        start.PauseAfterRefusal(_services.Clock);
        UpdateView();
        return true;
    }

    /// <summary>Nothing is launched any more: the spinner ends.</summary>
    private void GiveWay(PendingStart start)
    {
        _draining = true;
        Reject(start.Starters, SpinnerError.ShuttingDown, Rejected.IsShuttingDown);
        End(new Phase.Ending(TransitionCause.Drain, new Afterwards.Stopped()));
    }

    /// <summary>No process came to be. Another attempt would fail alike, so none is made, and the next start may try at once.</summary>
    private void FailStart(PendingStart start, SpinnerError failure, string detail, IReadOnlyList<string>? errorTail = null)
    {
        PublishUnspawned(start, failure, detail);
        Fault(start, failure, detail, TimeSpan.Zero, errorTail);
    }

    private void GiveUpStart(PendingStart start)
    {
        if (start.Step is StartStep.Trying)
        {
            KillLate(start);
            return;
        }
        var (failure, why) = WhyNotLaunched(start);
        // Nothing is wrong with it.
        var retryIn = failure == SpinnerError.NoRoom ? TimeSpan.Zero : _spec.FaultTimeout;
        Fault(start, failure, $"not started within {Span(_spec.StartTimeout)}: {why}", retryIn);
    }

    private (SpinnerError Failure, string Why) WhyNotLaunched(PendingStart start) => (start.Refusal, start.Attempts.Made) switch
    {
        ({ } refusal, _) => refusal,
        _ when start.Step is StartStep.Asking { Request: { AwaitsRoom: true, Awaited: { } full } } => (SpinnerError.NoRoom, $"no {full}"),
        _ when start.Step is StartStep.Asking { Request.Awaited: { } awaited } => (SpinnerError.NeedFailed, $"needs {awaited}, which is not there yet"),
        (_, 0) => (SpinnerError.StartTimedOut, "no endpoint was granted"),
        (_, var made) => (SpinnerError.StartTimedOut, $"{made} of {start.Attempts.Allowed} attempts failed, the last with {_lastExit?.Status}"),
    };

    private (string Expected, string Missed) Awaited(ChildEndpoint endpoint) => _spec.Ready switch
    {
        HttpReadiness http => ($"answer GET {http.Path} on {endpoint} with {http.Status}", $" before it answered GET {http.Path} on {endpoint} with {http.Status}"),
        LogReadiness log => ($"write a line like /{log.Pattern}/", $" before it wrote a line like /{log.Pattern}/"),
        ExecReadiness exec => ($"make {exec.Command} end with 0", $" before it made {exec.Command} end with 0"),
        var ready when ready == Readiness.Notify => ("say READY=1", " before it said READY=1"),
        var ready when ready == Readiness.Alive => ($"live for {Span(_spec.ReadyAfter)}", $" before it had lived for {Span(_spec.ReadyAfter)}"),
        var ready when ready == Readiness.Exit => ("end", $"; success is {string.Join(", ", _spec.Options.SuccessCodes!)}"),
        _ => ($"listen on {endpoint}", $" before it listened on {endpoint}"),
    };

    /// <summary>Most programs in the world take a number in PORT. One that has served once does take what it gets.</summary>
    private string PathHint(ChildLaunch launch) => !_hasServed && launch.Endpoint is UnixEndpoint && _spec.Endpoint.HeldAddress is null
        ? "; its PORT is a path: a program that wants a number there needs endpoint = tcp"
        : "";

    private static string Said(LaunchExit exit) => exit.StatusText is { } text ? $"; its status: {text}" : "";
}
