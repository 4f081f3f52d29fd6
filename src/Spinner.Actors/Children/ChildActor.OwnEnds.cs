namespace Spinner.Actors.Children;

// A launch that serves says that it stops: nobody gets in any more, and what follows is up to how it ends.
sealed partial class ChildActor
{
    private void HearOwnStop(Phase.Serving at)
    {
        RecordHealth(at);
        Leave(at.Launch);
        at.Launch.AwaitStop();
        EndRest(new Phase.Ending(TransitionCause.Ended, new Afterwards.AsItEnds(at.Launch), at.Launch));
    }

    /// <summary>The same, while another launch is to take over: others wait for that now, as they would for any start.</summary>
    private void LetKeptGo(Phase.Replacing at)
    {
        var kept = at.Kept.Launch;
        RecordHealth(at.Kept);
        _crashes.Record();
        Leave(kept);
        kept.AwaitStop();
        // Unlike one that has ended it lives still, and where there was no room for another launch there is none yet.
        if (at.IsWaitingForRoom) at.Start.Step = new StartStep.Clearing(kept);
        else GoOnAlone(at.Start);
        Enter(new Phase.Awaiting(ChildState.Restarting, at.Start), TransitionCause.Ended);
    }

    /// <summary>It is gone, and nobody has asked for a stop meanwhile.</summary>
    private void Follow(Phase.Ending ending, Afterwards.AsItEnds its)
    {
        var exit = its.Exit?.Status ?? ExitStatus.Unknown;
        var isEnd = IsEnd(exit);
        if (!isEnd && _crashes.IsLoop(_spec.RestartTolerance))
        {
            var loop = $"stopped by itself twice within {Span(_spec.RestartTolerance)}, the last time with {exit}";
            Reject(ending.Next, SpinnerError.CrashLoop, loop);
            Fault(ending.Trigger, SpinnerError.CrashLoop, loop, _spec.FaultTimeout);
            return;
        }
        if (isEnd)
        {
            (ending.Then, ending.Trigger) = (new Afterwards.Stopped(), TransitionCause.Ended);
            Settle(ending);
            return;
        }
        // Who heard that it was faulted hears of a start; else that it restarts.
        var state = _phase is Phase.Unkillable ? ChildState.Starting : ChildState.Restarting;
        if (ending.Next.Any) StartNext(ending.Next, state);
        else Begin(new PendingStart(ending.Trigger, _alarms), _spec.Attempts, state);
    }

    /// <summary>More time to become ready. What is late already, or serves, has no deadline that could move.</summary>
    private void ExtendStart(ChildLaunch launch, TimeSpan time)
    {
        if (launch.Stage == LaunchStage.Starting) _phase.Start?.Extend(time);
    }
}
