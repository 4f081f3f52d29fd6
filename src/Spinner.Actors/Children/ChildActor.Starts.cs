using Spinner.Actors.Configuration;
using Spinner.Actors.Monitoring;
using Spinner.Processes;

namespace Spinner.Actors.Children;

// Requests to start: which options they bring, who waits, where the first launch begins.
sealed partial class ChildActor
{
    private ChildSpec? _monitored;      // the options for which the FileMonitor watches a path
    private bool _isMonitored;          // and it has looked at it

    private void StartFresh(Request request, StartWith start, int? attempts = null)
    {
        var known = _spec;
        Take(start);
        if (MonitorIsMissing)
        {
            request.From.Answer(MonitorMissing());
            Take(start with { Spec = known });
            return;
        }
        _starters.Join(request);
        Begin(Cause.Start, attempts ?? _spec.Attempts);
    }

    private void RestartFresh(Request request)
    {
        if (MonitorIsMissing)
        {
            request.From.Answer(MonitorMissing());
            return;
        }
        _starters.Join(request);
        Begin(Cause.Restart, _spec.Attempts);
    }

    /// <summary>The stop is complete and there were starts behind it: the first of them decides about the options.</summary>
    private void StartNext()
    {
        var known = _spec;
        var first = _next.Requests.Select(r => r.Asked).OfType<StartWith>().FirstOrDefault();
        if (first is not null) Take(first);
        if (MonitorIsMissing)
        {
            _next.Answer((_, _) => MonitorMissing());
            Take(new StartWith(known));
            return;
        }
        _starters.JoinAll(_next, r => r.Asked is StartWith start && Differs(start));
        Begin(first is null ? Cause.Restart : Cause.Start, _spec.Attempts);
    }

    private void Begin(Cause cause, int attempts)
    {
        _cause = cause;
        _fault = null;
        Launch(attempts);
        Enter(ChildState.Starting, cause);
    }

    private void JoinStarters(Request request, StartWith? start = null) => _starters.Join(request, start is not null && Differs(start));

    private void AnswerWarm(Request request, StartWith start)
    {
        var gate = ServingLaunch!.Gate!;
        gate.TryTouch();
        Hold(request);
        request.From.Answer(gate.Ready with { OptionsIgnored = Differs(start) }, gate);
    }

    private bool Differs(StartWith start) => start.Spec is not null && !start.Spec.Equals(_spec);

    private void Take(StartWith start)
    {
        if (start.Spec is null) return;
        _spec = start.Spec;
        _slot.Output.Resize(_spec.OutputRing);
    }

    /// <summary>A path that does not exist when the child is first launched is a mistake; later it may be missing for a while.</summary>
    private bool MonitorIsMissing => _launches == 0
        && _spec.MonitorPath is { } path && path != _monitored?.MonitorPath && !Path.Exists(path);

    /// <summary>
    /// Has the monitored path watched, from what it holds now: before the first spawn, so that a script that is broken at its first start
    /// is started again when it is mended.
    /// </summary>
    /// <returns>False when there is nothing to wait for; else <see cref="PathWatched"/> follows.</returns>
    private bool AwaitMonitor(EndpointRequest launch)
    {
        if (_isMonitored && ReferenceEquals(_monitored, _spec)) return false;
        ForgetMonitor();
        if (_spec.MonitorPath is not { } path) return false;
        var (spec, launcher) = (_spec, _world.Launcher);
        _world.Files.Tell(new WatchPath(path, launch, () => launcher.Check(spec.ToPlan(NoEndpointYet, ring: null, static _ => { }))), Self);
        _monitored = _spec;
        return true;
    }

    private void NoteWatched()
    {
        _isMonitored = true;
        RequestEndpoint(_launch!);
    }

    private void ForgetMonitor()
    {
        if (_monitored is not null) _world.Files.Tell(new ForgetPath(), Self);
        (_monitored, _isMonitored) = (null, false);
    }

    // What a launch needs before it has an endpoint does not depend on which it gets.
    private static TcpEndpoint NoEndpointYet { get; } = new("127.0.0.1", 1);
}
