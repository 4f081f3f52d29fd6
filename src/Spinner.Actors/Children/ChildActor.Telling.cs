using System.Globalization;
using Akka.Actor;
using Akka.Event;

namespace Spinner.Actors.Children;

// What others get to know: the snapshot, events, replies.
sealed partial class ChildActor
{
    private StopChild? _madeRoom;       // why it was last stopped for another's sake
    private bool _wasStarted;           // told as started, and nothing told since has ended that

    private void UpdateView() => _slot.View = new ChildView(_spec, _phase.State, _since)
    {
        Gate = _phase.ServedBy?.Gate,
        Own = _phase.ServedBy?.Launch.Own,
        Process = _phase.Shown?.Process,
        Launches = _launches,
        Holders = _holders,
        LastExit = _lastExit,
        Fault = _phase.Fault,
        FaultTime = _phase.FaultTime,
        LastFault = _lastFault,
        Relaunch = IsWanted ? _phase.Pause : null,
        DownBecause = DownBecause,
        Asking = (_phase.Start?.Step as StartStep.Asking)?.Request,
        Attempt = _phase.Start?.Attempts is { Made: > 0 } begun ? begun.Made : null,
        Attempts = _phase.Start?.Attempts is { Allowed: > 0 } budget ? budget.Allowed : null,
        NextAttempt = (_phase.Start?.Step as StartStep.Pausing)?.Until,
    };

    private string? DownBecause => _phase switch
    {
        { Fault: { } fault } => fault.Detail,
        Phase.Idle when _launches == 0 => "never started",
        Phase.Idle { Forgotten: { } fault } => $"nobody asked for it for {Span(_spec.IdleTime ?? TimeSpan.Zero)} after its fault: {fault.Detail}",
        Phase.Idle { Cause: TransitionCause.Done } => "done",
        Phase.Idle { Cause: TransitionCause.Ended } => $"ended with {_lastExit?.Status}",
        Phase.Idle { Cause: TransitionCause.Idle } => $"unused for {Span(_spec.IdleTime ?? TimeSpan.Zero)}",
        Phase.Idle { Cause: TransitionCause.Room } when _madeRoom?.Detail is { } cost => $"stopped, because nobody used it and {_madeRoom.For ?? "there was too little memory"}{(_madeRoom.For is null ? "" : " wanted to run")}: {cost}",
        Phase.Idle { Cause: TransitionCause.Room } => "stopped, because nobody used it and another wanted to run",
        Phase.Idle => "stopped on request",
        _ => null,
    };

    private void PublishEntry(Phase phase)
    {
        switch (phase)
        {
            case Phase.Serving at: PublishServing(at); break;
            case Phase.Idle:
                var room = phase.Cause == TransitionCause.Room ? _madeRoom : null;
                Publish(
                    new ChildStopped(_lastExit?.Status)
                    {
                        Duration = phase.Cause == TransitionCause.Done ? _lastRun : null, For = room?.For, Detail = room?.Detail,
                    },
                    phase.Trigger);
                break;
            case { Fault: { } fault }: Publish(new ChildFaulted(fault), phase.Trigger); break;
            default: return;
        }
        _wasStarted = phase is Phase.Serving;
    }

    private void PublishServing(Phase.Serving at)
    {
        var (endpoint, pid, attempts) = (at.Gate.Endpoint, at.Gate.Ready.Pid, at.Attempts);
        Publish(
            _wasStarted
                ? new ChildRestarted(endpoint, pid) { Took = at.Took, Attempt = attempts.Made, Attempts = attempts.Allowed }
                : new ChildStarted(endpoint, pid) { Took = at.Took, Attempt = attempts.Made, Attempts = attempts.Allowed },
            at.Trigger);
    }

    private void PublishError(AttemptBudget attempts, SpinnerError failure, string detail, Trigger trigger) => Publish(
        new ChildError
        {
            Reason = failure, Detail = detail, Attempt = attempts.Made, Attempts = attempts.Allowed,
            Exit = _lastExit?.Status, ErrorTail = _lastExit?.ErrorTail ?? [],
        },
        trigger);

    /// <summary>No process came to be: that is no attempt, and has no exit.</summary>
    private void PublishUnspawned(PendingStart start, SpinnerError failure, string detail) =>
        Publish(new ChildError { Reason = failure, Detail = detail, Attempt = 0, Attempts = start.Attempts.Allowed }, start.Trigger);

    private void Publish(ChildEvent happened, Trigger trigger, int? launch = null)
    {
        LogFailure(happened);
        _services.Events.Tell(happened with
        {
            Spinner = _services.Spinner, Time = _services.Clock.GetUtcNow(), Name = Name, Launch = launch ?? _launches, Cause = trigger.Cause,
            By = trigger.By,
        });
    }

    private void LogFailure(ChildEvent happened)
    {
        switch (happened)
        {
            case ChildError { Exit: { } exit } e when !e.Detail.Contains(exit.ToString(), StringComparison.Ordinal):
                Log.Warning("Child {Child} {Failure} in attempt {Attempt} of {Attempts}, {Exit}: {Detail}", Name, e.Reason, e.Attempt, e.Attempts, exit, e.Detail);
                break;
            case ChildError { Exit: not null } e:
                Log.Warning("Child {Child} {Failure} in attempt {Attempt} of {Attempts}: {Detail}", Name, e.Reason, e.Attempt, e.Attempts, e.Detail);
                break;
            case ChildError e: Log.Warning("Child {Child} {Failure}: {Detail}", Name, e.Reason, e.Detail); break;
            case ChildFaulted { Fault: { RetryAt: { } retryAt } fault }:
                Log.Error("Child {Child} is faulted, {Failure}: {Detail}; starts are tried again from {RetryAt:O}", Name, fault.Reason, fault.Detail, retryAt);
                break;
            case ChildFaulted { Fault: var fault }: Log.Error("Child {Child} is faulted, {Failure}: {Detail}", Name, fault.Reason, fault.Detail); break;
        }
    }

    private void Reject(Waiters waiters, SpinnerError reason, string detail) => waiters.Answer((_, _) => new Rejected(Name, reason, detail));

    private ISpinnerReply Gone(Request request, bool wasRunning = true) => request.Asked is RemoveChild ? new ChildRemoved(Name) : new StopSucceeded(Name, wasRunning);

    private static string Span(TimeSpan? span) => span is { } time ? Span(time) : "no time";

    private static string Span(TimeSpan span) => span.TotalMinutes >= 2 && span.Seconds == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0.#} min")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s");
}
