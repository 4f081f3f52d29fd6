namespace Spinner.Actors.Children;

// A launch that serves says that it stops, or hangs: nobody gets in any more, and what follows is up to how it ends.
sealed partial class ChildActor
{
    private void HearOwnStop(Phase.Serving at)
    {
        RecordHealth(at);
        Leave(at.Launch);
        at.Launch.AwaitStop();
        EndRest(new Phase.Ending(TransitionCause.Ended, new Afterwards.AsItEnds(at.Launch), at.Launch));
    }

    /// <summary>It is killed, and its end is a crash.</summary>
    private void KillHung(Phase.Serving at, string why)
    {
        RecordHealth(at);
        PublishHung(at, why);
        Leave(at.Launch);
        at.Launch.Kill();
        EndRest(new Phase.Ending(TransitionCause.Crash, new Afterwards.AsItEnds(at.Launch) { Hung = why }, at.Launch));
    }

    /// <summary>The same, while another launch is to take over: others wait for that now, as they would for any start.</summary>
    /// <param name="at">What is kept.</param>
    /// <param name="hung">Why it is killed; null: it stops by itself.</param>
    private void LetKeptGo(Phase.Replacing at, string? hung)
    {
        var kept = at.Kept.Launch;
        RecordHealth(at.Kept);
        _crashes.Record();
        if (hung is not null) PublishHung(at.Kept, hung);
        Leave(kept);
        if (hung is null) kept.AwaitStop();
        else kept.Kill();
        // Unlike one that has ended it lives still, and where there was no room for another launch there is none yet.
        if (at.IsWaitingForRoom) at.Start.Step = new StartStep.Clearing(kept);
        else GoOnAlone(at.Start);
        Enter(new Phase.Awaiting(ChildState.Restarting, at.Start), hung is null ? TransitionCause.Ended : TransitionCause.Crash);
    }

    private void PublishHung(Phase.Serving at, string why) => Publish(
        new ChildError
        {
            Reason = SpinnerError.Crashed, Detail = $"{why}, so it is killed", Attempt = at.Attempts.Made, Attempts = at.Attempts.Allowed,
            ErrorTail = at.Launch.Process?.ErrorTail ?? [],
        },
        TransitionCause.Crash, at.Launch.Number);

    /// <summary>It is gone, and nobody has asked for a stop meanwhile.</summary>
    private void Follow(Phase.Ending ending, Afterwards.AsItEnds its)
    {
        var exit = its.Exit?.Status ?? ExitStatus.Unknown;
        // What hung has failed, with whatever code it ends when it is killed.
        var isEnd = IsEnd(its.Hung is null ? exit : ExitStatus.Unknown);
        if (!isEnd && _crashes.IsLoop(_spec.RestartTolerance))
        {
            var last = its.Hung ?? $"with {exit}";
            var loop = $"{(its.Hung is null ? "stopped by itself" : "crashed")} twice within {Span(_spec.RestartTolerance)}, the last time {last}";
            Reject(ending.Next, SpinnerError.CrashLoop, loop);
            Fault(ending.Cause, SpinnerError.CrashLoop, loop, _spec.FaultTimeout);
            return;
        }
        if (isEnd)
        {
            (ending.Then, ending.Cause) = (new Afterwards.Stopped(), TransitionCause.Ended);
            Settle(ending);
            return;
        }
        // Who heard that it was faulted hears of a start; else that it restarts.
        var state = _phase is Phase.Unkillable ? ChildState.Starting : ChildState.Restarting;
        if (ending.Next.Any) StartNext(ending.Next, state);
        else Begin(new PendingStart(ending.Cause, _alarms), _spec.Attempts, state);
    }

    /// <summary>More time to become ready. What is late already, or serves, has no deadline that could move.</summary>
    private void ExtendStart(ChildLaunch launch, TimeSpan time)
    {
        if (launch.Stage == LaunchStage.Starting) _phase.Start?.Extend(time);
    }
}
