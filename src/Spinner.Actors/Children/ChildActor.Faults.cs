using Akka.Actor;

namespace Spinner.Actors.Children;

// Ways into a fault and out of it.
sealed partial class ChildActor
{
    private readonly FileRevival _fileRevival;
    private Fault? _fault;
    private FaultTime? _faultTime;      // null: no start is refused for the fault's sake
    private Afterwards? _unkillable;    // what becomes of the child once its unkillable launch is gone; null: there is none

    private enum Afterwards
    {
        Retry,
        Stopped,
    }

    private bool IsDeafToFiles => _fileRevival.IsDeaf && StartsAreRefused;

    private bool StartsAreRefused => _faultTime is { IsOver: false };

    private void Fault(StartFailure reason, string detail, TimeSpan retryIn)
    {
        _faultTime = new FaultTime(_world.Clock, retryIn);
        _fault = new Fault(reason, detail, _faultTime.Until);
        _fileRevival.NoteFault(_spec.RestartTolerance);
        Enter(ChildState.Faulted, _cause);
        _starters.Answer((_, _) => Rejected(reason, detail, _fault.RetryAt));
    }

    private void ForgetFault(Request request, Cause cause)
    {
        Note(cause);
        _crashes.Forget();
        _stoppers.Join(request);
        End(cause);
    }

    private void ReviveByFile()
    {
        _fileRevival.Try();
        Begin(Cause.FileChanged, attempts: 1);
    }

    /// <summary>SIGKILL did not help. The endpoint stays ours: the process may still hold it.</summary>
    private void GiveUpKill()
    {
        _unkillable = _state == ChildState.Stopping ? Afterwards.Stopped : Afterwards.Retry;
        _faultTime = null;
        _fault = new Fault(StartFailure.Unkillable, $"survived SIGKILL for {Span(_spec.KillTimeout)}: pids {string.Join(", ", LivingPids)}", null);
        _alarms.Cancel(ChildAlarm.StopTimedOut);
        ForgetRemoval();
        Enter(ChildState.Faulted, _cause);
        var failed = new StopFailed(Name, LivingPids);
        RejectStarters(_fault.Reason, _fault.Detail);
        RejectNext(_fault.Reason, _fault.Detail);
        _stoppers.Answer((_, _) => failed);
    }

    private void WantStopped(Request request, Cause cause)
    {
        Note(cause);
        _unkillable = Afterwards.Stopped;
        ForgetRemoval();
        TerminateRetired();
        request.From.Answer(new StopFailed(Name, LivingPids));
    }

    private void BuryUnkillable()
    {
        var afterwards = _unkillable;
        if (afterwards == Afterwards.Stopped ? AnyLives : Alive) return;
        _unkillable = null;
        if (afterwards == Afterwards.Stopped)
        {
            Settle(_cause);
            return;
        }
        _faultTime = new FaultTime(_world.Clock, TimeSpan.Zero);
        _fault = _fault! with { RetryAt = _faultTime.Until };
        Show();
    }

    private void ForgetRemoval()
    {
        if (_ending) Context.Parent.Tell(new RemoveForgotten(Name));
        _ending = false;
    }

    private IReadOnlyList<int> LivingPids => [.. Launches.SelectMany(l => l.Process?.LivingPids ?? [])];
}
