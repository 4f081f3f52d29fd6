using System.Diagnostics;
using Spinner.Processes;
using static Spinner.Actors.Telemetry.TelemetryTags;

namespace Spinner.Actors.Telemetry;

/// <summary>
/// A child's cold start under way, from asking for an endpoint to its outcome, as a measurement and a span. Used by the ChildActor only.
/// </summary>
sealed class ColdStart(string spinner, string child, TimeProvider clock)
{
    private bool _isMeasured;
    private long _began;
    private Cause _cause;
    private Activity? _span;

    /// <summary>Begins, unless one is under way: more attempts belong to the same start.</summary>
    /// <param name="cause">What brought it about.</param>
    /// <param name="caller">Who asked for it; default: the span is a root.</param>
    public void Begin(Cause cause, ActivityContext caller)
    {
        if (_isMeasured || !IsHeard) return;
        (_isMeasured, _cause, _began) = (true, cause, clock.GetTimestamp());
        if (SpinnerTelemetry.Source.HasListeners()) BeginSpan(caller);
    }

    public void NoteEndpoint(Endpoint endpoint)
    {
        if (_span is null) return;
        ActivityTagsCollection tags = endpoint is TcpEndpoint tcp
            ? new() { [AddressTag] = tcp.Host, [PortTag] = tcp.Port }
            : new() { [AddressTag] = endpoint.PortValue };
        _span.AddEvent(new ActivityEvent("endpoint", tags: tags));
    }

    public void NoteSpawn(int pid) => _span?.AddEvent(new ActivityEvent("spawn", tags: new() { [PidTag] = pid }));

    /// <summary>The child has entered a state: ends the start if that is its outcome.</summary>
    public void Note(ChildState entered, Fault? fault)
    {
        if (!_isMeasured || entered is ChildState.Starting or ChildState.Restarting) return;
        var error = entered == ChildState.Faulted && fault is not null ? Word(fault.Reason) : null;
        var outcome = entered == ChildState.Started ? "ready" : error is null ? "aborted" : "failed";
        var tags = new TagList { { SpinnerTag, spinner }, { CauseTag, Word(_cause) }, { OutcomeTag, outcome } };
        if (error is not null) tags.Add(ErrorTag, error);
        SpinnerMetrics.Starts.Add(1, tags);
        SpinnerMetrics.StartDuration.Record(clock.GetElapsedTime(_began).TotalSeconds, tags);
        EndSpan(outcome, error, fault?.Detail);
        _isMeasured = false;
    }

    private static bool IsHeard => SpinnerMetrics.Starts.Enabled || SpinnerMetrics.StartDuration.Enabled || SpinnerTelemetry.Source.HasListeners();

    // A method of its own: what it captures is allocated when it is entered.
    private void BeginSpan(ActivityContext caller) => WithoutTrace(() => _span = SpinnerTelemetry.Source.StartActivity(
        "spinner.child.start", ActivityKind.Internal, caller, [Tag(SpinnerTag, spinner), Tag(ChildTag, child), Tag(CauseTag, Word(_cause))]));

    private void EndSpan(string outcome, string? error, string? detail)
    {
        if (_span is not { } span) return;
        if (outcome == "ready") span.AddEvent(new ActivityEvent("ready"));
        span.SetTag(OutcomeTag, outcome);
        if (error is not null) span.SetTag(ErrorTag, error).SetStatus(ActivityStatusCode.Error, detail);
        WithoutTrace(span.Stop);
        _span = null;
    }

    // Starting and stopping an activity sets the current one; on the thread of an actor that would leak into whatever runs there next.
    // And what is current there is nobody's parent.
    private static void WithoutTrace(Action act)
    {
        var current = Activity.Current;
        Activity.Current = null;
        act();
        Activity.Current = current;
    }
}
