using System.Diagnostics;
using static Spinner.Actors.Telemetry.TelemetryTags;

namespace Spinner.Actors.Telemetry;

/// <summary>
/// A child's cold start under way, from asking for an endpoint to its outcome, as a measurement and a span. Used by the ChildActor only.
/// </summary>
/// <remarks>.NET passes on what a listener of a meter or a source throws to who measures: it is told, and nothing else becomes of it.</remarks>
/// <param name="spinner">The spinner.</param>
/// <param name="child">The child.</param>
/// <param name="clock">The time the start takes by.</param>
/// <param name="failed">Told what a listener threw.</param>
sealed class ColdStart(string spinner, string child, TimeProvider clock, Action<Exception> failed)
{
    private bool _isMeasured;
    private long _began;
    private TransitionCause _cause;
    private Activity? _span;

    /// <summary>Begins, unless one is under way: more attempts belong to the same start.</summary>
    /// <param name="cause">What brought it about.</param>
    /// <param name="caller">Who asked for it; default: the span is a root.</param>
    public void Begin(TransitionCause cause, ActivityContext caller)
    {
        if (_isMeasured || !IsHeard) return;
        (_isMeasured, _cause, _began) = (true, cause, clock.GetTimestamp());
        if (SpinnerTelemetry.Source.HasListeners()) BeginSpan(caller);
    }

    public void RecordEndpoint(ChildEndpoint endpoint)
    {
        if (_span is null) return;
        ActivityTagsCollection tags = endpoint is TcpEndpoint tcp
            ? new() { [AddressTag] = tcp.Host, [PortTag] = tcp.Port }
            : new() { [AddressTag] = endpoint.PortValue };
        _span.AddEvent(new ActivityEvent("endpoint", tags: tags));
    }

    public void RecordSpawn(int pid) => _span?.AddEvent(new ActivityEvent("spawn", tags: new() { [PidTag] = pid }));

    /// <summary>The child has entered a state: ends the start if that is its outcome.</summary>
    /// <param name="entered">Which.</param>
    /// <param name="fault">Why it is faulted; null where it is not.</param>
    /// <param name="isDone">It is a task, and has ended well.</param>
    public void RecordState(ChildState entered, ChildFault? fault, bool isDone = false)
    {
        if (!_isMeasured || entered is ChildState.Starting or ChildState.Restarting) return;
        _isMeasured = false;
        End(entered, fault, isDone);
    }

    private void End(ChildState entered, ChildFault? fault, bool isDone)
    {
        var error = entered == ChildState.Faulted && fault is not null ? NameOf(fault.Reason) : null;
        var outcome = entered == ChildState.Started ? "ready" : isDone ? "done" : error is null ? "aborted" : "failed";
        var tags = new TagList { { SpinnerTag, spinner }, { CauseTag, NameOf(_cause) }, { OutcomeTag, outcome } };
        if (error is not null) tags.Add(ErrorTag, error);
        // Each by itself: one listener that throws takes nothing from the others.
        Measure(() => SpinnerMetrics.Starts.Add(1, tags));
        Measure(() => SpinnerMetrics.StartDuration.Record(clock.GetElapsedTime(_began).TotalSeconds, tags));
        Measure(() => EndSpan(outcome, error, fault?.Detail));
    }

    private void Measure(Action measure)
    {
        try
        {
            measure();
        }
        catch (Exception e)
        {
            failed(e);
        }
    }

    private static bool IsHeard => SpinnerMetrics.Starts.Enabled || SpinnerMetrics.StartDuration.Enabled || SpinnerTelemetry.Source.HasListeners();

    // A method of its own: what it captures is allocated when it is entered.
    private void BeginSpan(ActivityContext caller) => Measure(() => WithoutTrace(() => _span = SpinnerTelemetry.Source.StartActivity(
        "spinner.child.start", ActivityKind.Internal, caller, [Tag(SpinnerTag, spinner), Tag(ChildTag, child), Tag(CauseTag, NameOf(_cause))])));

    private void EndSpan(string outcome, string? error, string? detail)
    {
        if (_span is not { } span) return;
        _span = null;
        if (outcome == "ready") span.AddEvent(new ActivityEvent("ready"));
        span.SetTag(OutcomeTag, outcome);
        if (error is not null) span.SetTag(ErrorTag, error).SetStatus(ActivityStatusCode.Error, detail);
        WithoutTrace(span.Stop);
    }

    // Starting and stopping an activity sets the current one; on the thread of an actor that would leak into whatever runs there next.
    // And what is current there is nobody's parent.
    private static void WithoutTrace(Action act)
    {
        var current = Activity.Current;
        Activity.Current = null;
        try
        {
            act();
        }
        finally
        {
            Activity.Current = current;
        }
    }
}
