namespace Spinner.Actors.Children;

// One launch serves while another becomes ready to take over.
sealed partial class ChildActor
{
    /// <summary>Living launches of a child, at most: one serves, one starts, and the uses of another end.</summary>
    private const int MostAlive = 3;

    private void Reload(Phase.Serving at, Trigger trigger, Request? request = null)
    {
        var start = new PendingStart(trigger, _alarms);
        if (request is not null) start.Starters.Join(request);
        if (!_spec.Overlaps)
        {
            Replace(at, start);
            return;
        }
        LaunchBeside(start);
        Enter(new Phase.Replacing(at, start));
    }

    /// <summary>The launch under way would be ready with what was before the reload that comes now.</summary>
    private void Supersede(Phase.Replacing at, Trigger trigger)
    {
        at.Trigger = trigger;
        Interrupt(at.Start);
        // Who waits has been promised a deadline. When nobody does, the mended files deserve a whole one: the broken ones may have used theirs up.
        if (trigger.Cause == TransitionCause.Restart || !at.Start.Starters.Any) at.Start.RenewDeadline();
        if (!at.Start.IsClearing) LaunchBeside(at.Start);
    }

    /// <summary>Another launch, as soon as there is room for it.</summary>
    private void LaunchBeside(PendingStart start)
    {
        start.Halt();
        if (_leaving.Count + 2 > MostAlive) KillOldest();
        else BeginLaunches(start, attempts: 1);
    }

    private void TakeOver(Phase.Replacing at, LaunchIsReady signal)
    {
        Serve(at.Start, signal);
        Retire(at.Kept.Launch);
    }

    /// <summary>The launch that served ended by itself. Others wait for the one in hand now, as they would for any start.</summary>
    private void LoseKept(Phase.Replacing at, Exited exited)
    {
        Release(at.Kept.Launch);
        _lastExit = exited.Exit;
        RecordHealth(at.Kept);
        _crashes.Record();
        Publish(
            new ChildError
            {
                Reason = SpinnerError.Crashed, Detail = $"ended with {exited.Exit.Status} while started", Attempt = 1, Attempts = 1,
                Exit = exited.Exit.Status, ErrorTail = exited.Exit.ErrorTail,
            },
            TransitionCause.Crash, at.Kept.Launch.Number);
        Enter(new Phase.Awaiting(ChildState.Restarting, at.Start), TransitionCause.Crash);
        GoOnAlone(at.Start);
    }

    /// <summary>Nothing serves beside it any more: it may cost as much as any start.</summary>
    private void GoOnAlone(PendingStart start)
    {
        if (start.Step is StartStep.Pausing || start.Step == StartStep.None)
        {
            start.Halt();
            BeginLaunches(start, _spec.Attempts);
            return;
        }
        start.Continue(new AttemptBudget(_spec.Attempts));
        if (start.Step is StartStep.Trying) start.Attempts.Spend();
    }

    private void FailBeside(Phase.Replacing at, NotSpawned failed)
    {
        UndoSpawn(at.Start);
        if (!MayPass(at.Start, failed)) KeepOld(at, failed.Detail);
        else if (!TryPauseAfterRefusal(at.Start, SpinnerError.SpawnFailed, failed.Detail)) KeepOldUnasked(at);
    }

    private void KeepOld(Phase.Replacing at, Exited exited)
    {
        var (_, detail) = WhyNotReady(at.Start.Launch, exited.Exit);
        Release(at.Start.Launch);
        at.Start.Halt();
        _lastExit = exited.Exit;
        KeepOld(at, detail, exited.Exit.Status, exited.Exit.ErrorTail);
    }

    private void KeepOldUnasked(Phase.Replacing at) =>
        KeepOld(at, $"not started within {Span(_spec.StartTimeout)}: {WhyNotLaunched(at.Start).Why}");

    /// <summary>SIGKILL did not help. It counts among those that live, and keeps its endpoint.</summary>
    private void HearStay(Phase.Replacing at, ChildLaunch stays)
    {
        var isNext = at.Start.IsAbout(stays);
        if (!isNext) PublishStay(stays);
        if (!isNext && !at.IsWaitingForRoom) return;
        if (at.Start.Step is StartStep.Trying) Leave(stays);
        KeepOld(at, Survived(stays));
    }

    /// <summary>Nothing takes over: what served before goes on, and those who asked for a restart are told why.</summary>
    private void KeepOld(Phase.Replacing at, string why, ExitStatus? exit = null, IReadOnlyList<string>? errorTail = null)
    {
        var detail = $"{why}; launch {at.Kept.Launch.Number} serves on";
        var made = exit is null ? 0 : 1;
        Publish(
            new ChildError { Reason = SpinnerError.KeptOld, Detail = detail, Attempt = made, Attempts = 1, Exit = exit, ErrorTail = errorTail ?? [] },
            at.Trigger);
        _coldStart.RecordState(ChildState.Faulted, new ChildFault(SpinnerError.KeptOld, detail, null));
        at.Kept.Trigger = at.Trigger;
        Enter(at.Kept);
        WatchIdle(at.Kept.Gate);
        at.Start.Starters.Answer((_, _) => new Rejected(Name, SpinnerError.KeptOld, detail)
        {
            Attempts = made, LastExit = exit, ErrorTail = errorTail ?? [],
        });
    }
}
