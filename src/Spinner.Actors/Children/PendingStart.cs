using Spinner.Actors.Time;

namespace Spinner.Actors.Children;

/// <summary>
/// A start under way, from what brought it about until a launch is ready or it has failed: who waits for it, until when, what it may still cost, and
/// the step it is at. A child has one at most. Used by its ChildActor only.
/// </summary>
/// <param name="trigger">What brought it about.</param>
/// <param name="alarms">Those of the child.</param>
sealed class PendingStart(Trigger trigger, Alarms<ChildAlarm> alarms)
{
    private TimeSpan? _left; // of a deadline that is paused, or spent
    private bool _isUnbounded;
    private int _refusals;

    /// <summary>What brought it about, or changed its mind last.</summary>
    public TransitionCause Cause => Trigger.Cause;

    /// <summary>The same, and who asked for it.</summary>
    public Trigger Trigger { get; set; } = trigger;

    /// <summary>When its first launch was begun, on the clock's own scale; null before.</summary>
    public long? Since { get; private set; }

    /// <summary>Those who asked for a start or a restart.</summary>
    public Waiters Starters { get; } = new();

    /// <summary>What the child needs is not looked at.</summary>
    public bool WithoutNeeds { get; init; }

    public AttemptBudget Attempts { get; private set; } = new(0);

    public StartStep Step { get; set; } = StartStep.None;

    /// <summary>The last refusal of the system that may pass, if no launch has come of it since.</summary>
    public (SpinnerError Failure, string Detail)? Refusal { get; private set; }

    /// <summary>The launch that is to become ready. There is one in the step <see cref="StartStep.Trying"/> only.</summary>
    public ChildLaunch Launch => Step is StartStep.Trying trying ? trying.Launch : throw new InvalidOperationException($"No launch in the step {Step}.");

    /// <summary>What ran before does not fail for good because its files are being replaced just now.</summary>
    public bool IsRecovery => Cause is TransitionCause.Crash or TransitionCause.Ended or TransitionCause.FileChanged or TransitionCause.Unreachable or TransitionCause.Retry
        or TransitionCause.Unhealthy or TransitionCause.Memory or TransitionCause.Lifetime or TransitionCause.Requests;

    /// <summary>Whether a launch has to be gone before the next may begin.</summary>
    public bool IsClearing => Step is StartStep.Clearing;

    /// <summary>Whether it is that launch which has to be gone first.</summary>
    public bool IsClearingOf(ChildLaunch launch) => Step is StartStep.Clearing clearing && clearing.Launch == launch;

    /// <summary>Whether it is about that launch: it is to become ready, or has to be gone first.</summary>
    public bool IsAbout(ChildLaunch launch) => IsClearingOf(launch) || (Step is StartStep.Trying trying && trying.Launch == launch);

    /// <summary>A launch is asked for.</summary>
    public void Ask(AdmissionRequest request) => Step = new StartStep.Asking(request);

    /// <summary>A launch is begun.</summary>
    public void Try(ChildLaunch launch)
    {
        Step = new StartStep.Trying(launch);
        Since ??= launch.Since;
    }

    /// <summary>From now on it may cost so many launches.</summary>
    public void Allow(int attempts)
    {
        Attempts = new AttemptBudget(attempts);
        ResetRefusals();
    }

    /// <summary>As <see cref="Allow"/>, of a start that has been one of another's attempts so far.</summary>
    public void Continue(AttemptBudget attempts) => Attempts = attempts;

    /// <summary>Runs the deadline: what was left of it, or a whole one; one that runs goes on.</summary>
    /// <param name="whole">Null: there is none.</param>
    public void RunDeadline(TimeSpan? whole)
    {
        _isUnbounded = whole is null;
        if (!HasTime && (_left ?? whole) is { } time) alarms.Arm(ChildAlarm.StartTimedOut, time);
        _left = null;
    }

    /// <summary>A deadline runs, or there is none.</summary>
    public bool HasTime => _isUnbounded || alarms.IsArmed(ChildAlarm.StartTimedOut);

    /// <summary>A deadline that runs is this far away at the least.</summary>
    public void Extend(TimeSpan time) => alarms.Extend(ChildAlarm.StartTimedOut, time);

    /// <summary>The time it takes to end a launch is not the next one's.</summary>
    public void PauseDeadline() => _left = alarms.Pause(ChildAlarm.StartTimedOut) ?? _left;

    /// <summary>The deadline has passed; what comes after it has no time.</summary>
    public void SpendDeadline() => _left = TimeSpan.Zero;

    /// <summary>What begins next has a whole deadline.</summary>
    public void RenewDeadline()
    {
        alarms.Cancel(ChildAlarm.StartTimedOut);
        _left = null;
    }

    /// <summary>No process until the next attempt, after <see cref="Backoff"/>.</summary>
    public void Pause(TimeProvider clock) => Pause(clock, Backoff.After(Attempts.Made));

    /// <summary>As the other, for a refusal of the system that may pass and costs no attempt.</summary>
    public void PauseAfterRefusal(TimeProvider clock) => Pause(clock, Backoff.After(++_refusals));

    public void RecordRefusal(SpinnerError failure, string detail) => Refusal = (failure, detail);

    public void ResetRefusals() => (_refusals, Refusal) = (0, null);

    /// <summary>Nothing is under way any more. Whose endpoint was asked for is for the caller to give back.</summary>
    public void Halt()
    {
        alarms.Cancel(ChildAlarm.BackoffDue);
        Step = StartStep.None;
    }

    /// <summary>It is over: its alarms go off no more.</summary>
    public void End()
    {
        Halt();
        alarms.Cancel(ChildAlarm.StartTimedOut);
    }

    private void Pause(TimeProvider clock, TimeSpan time)
    {
        Step = new StartStep.Pausing(new RetryTime(clock, time));
        alarms.Arm(ChildAlarm.BackoffDue, time);
    }
}
