using System.Globalization;
using Akka.Actor;
using Akka.Event;
using Spinner.Processes;

namespace Spinner.Actors.Children;

// What others get to know: the snapshot, events, replies.
sealed partial class ChildActor
{
    private void Show() => _slot.View = new ChildView(_spec, _state, _since)
    {
        Gate = _state == ChildState.Started ? ServingLaunch?.Gate : null,
        Process = ServingLaunch?.Process,
        Launches = _launches,
        Holders = _holders,
        LastExit = _lastExit,
        Fault = _state == ChildState.Faulted ? _fault : null,
        FaultTime = _faultTime,
        DownBecause = DownBecause,
    };

    private string? DownBecause => _state switch
    {
        ChildState.Faulted => _fault?.Detail,
        ChildState.Stopped when _launches == 0 => "never started",
        ChildState.Stopped when _cause == Cause.Idle => $"unused for {Span(_spec.IdleTime ?? TimeSpan.Zero)}",
        ChildState.Stopped => "stopped on request",
        _ => null,
    };

    private void PublishEntry(ChildState state, Cause cause)
    {
        switch (state)
        {
            case ChildState.Started when _announced == ServingLaunch!.Gate: return;
            case ChildState.Started when _announced is not null: Publish(new ChildRestarted(Serving.Endpoint, Serving.Pid), cause); break;
            case ChildState.Started: Publish(new ChildStarted(Serving.Endpoint, Serving.Pid), cause); break;
            case ChildState.Stopped: Publish(new ChildStopped(_lastExit?.Status), cause); break;
            case ChildState.Faulted: Publish(new ChildFaulted(_fault!), cause); break;
            default: return;
        }
        _announced = state == ChildState.Started ? ServingLaunch!.Gate : null;
    }

    private void PublishError(StartFailure failure, string detail) => Publish(
        new ChildError(failure, detail, _attempts - _attemptsLeft, _attempts, _lastExit?.Status, _lastExit?.ErrorTail ?? []), _cause);

    private void Publish(ChildEvent happened, Cause cause, int? launch = null) => _world.Events.Tell(happened with
    {
        Spinner = _world.Spinner, Time = _world.Clock.GetUtcNow(), Name = Name, Launch = launch ?? _launches, Cause = cause,
    });

    private Ready Serving => ServingLaunch!.Gate!.Ready;

    private Rejected Rejected(StartFailure reason, string detail, DateTimeOffset? retryAt) => new(
        Name, reason, detail, _attempts - _attemptsLeft, _lastExit?.Status, _lastExit?.ErrorTail ?? [], retryAt);

    private Rejected RejectedFaulted() => new(
        Name, StartFailure.Faulted, $"faulted: {_fault!.Detail}", 0, _lastExit?.Status, _lastExit?.ErrorTail ?? [], _faultTime?.Until);

    private Rejected RejectedUnkillable() => new(Name, StartFailure.Unkillable, _fault!.Detail);

    private Rejected ShuttingDown() => Actors.Rejected.ShuttingDown(Name);

    private Rejected MonitorMissing() => new(
        Name, StartFailure.MonitorMissing, $"The monitored path {_spec.MonitorPath} does not exist; it must when the child is first started.");

    private void RejectStarters(StartFailure reason, string detail) => _starters.Answer((_, _) => new Rejected(Name, reason, detail));

    private void RejectNext(StartFailure reason, string detail) => _next.Answer((_, _) => new Rejected(Name, reason, detail));

    private ISpinnerReply Gone(Request request, bool wasRunning = true) => request.Asked is RemoveChild ? new Removed(Name) : new Stopped(Name, wasRunning);

    private Action<OutputBatch> OutputLog(ILoggingAdapter log) => Output.OutputLog.To(log, _world.Spinner, Name);

    private static string Span(TimeSpan span) => span.TotalMinutes >= 2 && span.Seconds == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0.#} min")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s");
}
