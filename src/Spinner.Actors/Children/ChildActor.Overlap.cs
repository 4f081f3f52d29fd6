using Akka.Actor;

namespace Spinner.Actors.Children;

// One launch serves while another becomes ready to take over.
sealed partial class ChildActor
{
    /// <summary>Living launches of a child, at most: one serves, one starts, and the uses of another end.</summary>
    private const int MostAlive = 3;

    private void Reload(Cause cause)
    {
        if (!_spec.Overlaps)
        {
            Replace(cause);
            return;
        }
        _cause = cause;
        (_kept, _launch) = (_launch, null);
        LaunchBeside();
        Enter(ChildState.Started, cause);
    }

    /// <summary>The launch in hand would be ready with what was before the reload that comes now.</summary>
    private void Supersede(Cause cause)
    {
        _cause = cause;
        var waited = _starters.Any;
        if (Alive) Terminate();
        else Withdraw();
        // Who waits has been promised a deadline. When nobody does, the mended files deserve a whole one: the broken ones may have used theirs up.
        if (cause == Cause.Restart || !waited) ForgetDeadline();
        if (!Alive) LaunchBeside();
    }

    /// <summary>Neither a launch nor a pause before one: as many live as may.</summary>
    private bool IsWaitingForRoom => _launch is null && !_alarms.IsArmed(ChildAlarm.BackoffDue);

    /// <summary>Another launch, as soon as there is room for it.</summary>
    private void LaunchBeside()
    {
        if (_retired.Count + 2 > MostAlive) MakeRoom();
        else Launch(attempts: 1);
    }

    private void TakeOver(LaunchIsReady signal)
    {
        var before = _kept!;
        _kept = null;
        Serve(signal);
        Retire(before);
    }

    /// <summary>The launch that served ended by itself. Others wait for the one in hand now, as they would for any start.</summary>
    private void LoseKept(Exited exited)
    {
        var lost = _kept!;
        _kept = null;
        CloseGate(lost);
        Release(lost);
        _lastExit = exited.Exit;
        _crashes.Note();
        Publish(
            new ChildError(StartFailure.Crashed, $"ended with {exited.Exit.Status} while started", 1, 1, exited.Exit.Status, exited.Exit.ErrorTail),
            Cause.Crash, lost.Number);
        _alarms.Cancel(ChildAlarm.BackoffDue);
        if (_launch is null) Launch(_spec.Attempts);
        else (_attempts, _attemptsLeft) = (_spec.Attempts, _spec.Attempts - (Alive ? 1 : 0));
        Enter(ChildState.Restarting, Cause.Crash);
    }

    private void KeepOld(Exited exited)
    {
        var (_, detail) = WhyNotReady(exited);
        Free(exited);
        KeepOld(detail, exited.Exit.Status, exited.Exit.ErrorTail);
    }

    private void KeepOldUnasked()
    {
        Withdraw();
        KeepOld($"not started within {Span(_spec.StartTimeout)}: {WhyNotLaunched.Why}");
    }

    /// <summary>SIGKILL did not help. It counts among those that live, and keeps its endpoint.</summary>
    private void KeepOldBeside()
    {
        var corpse = _launch!;
        NoteSurvival();
        _retired.Add(corpse);
        _launch = null;
        KeepOld(Survived(corpse));
    }

    /// <summary>Nothing takes over: what served before goes on, and those who asked for a restart are told why.</summary>
    private void KeepOld(string why, Processes.ExitStatus? exit = null, IReadOnlyList<string>? errorTail = null)
    {
        var detail = $"{why}; launch {_kept!.Number} serves on";
        Publish(new ChildError(StartFailure.KeptOld, detail, exit is null ? 0 : 1, 1, exit, errorTail ?? []), _cause);
        _coldStart.Note(ChildState.Faulted, new Fault(StartFailure.KeptOld, detail, null));
        (_launch, _kept) = (_kept, null);
        Enter(ChildState.Started, _cause);
        WatchIdle(_launch.Gate!);
        _starters.Answer((_, _) => new Rejected(Name, StartFailure.KeptOld, detail, exit is null ? 0 : 1, exit, errorTail ?? [], null));
    }
}
