using Akka.Actor;
using Spinner.Actors.Configuration;
using Spinner.Actors.Monitoring;
using Spinner.Processes;

namespace Spinner.Actors.Children;

// Requests to start: which options they bring, who waits, where the first launch begins.
sealed partial class ChildActor
{
    private ChildSpec? _monitored;      // the options for which the FileMonitor watches a path
    private bool _isMonitored;          // and it has looked at it

    private void StartFresh(Request request, ResolvedStart asked, int attempts)
    {
        if (!TryAdopt(asked))
        {
            request.From.Answer(MonitorMissing(asked.Spec ?? _spec));
            return;
        }
        var start = new PendingStart(request.As(TransitionCause.Start), _alarms) { WithoutNeeds = asked.WithoutNeeds };
        start.Starters.Join(request);
        Begin(start, attempts);
    }

    private void RestartFresh(Request request)
    {
        if (MonitorIsMissing(_spec))
        {
            request.From.Answer(MonitorMissing(_spec));
            return;
        }
        var start = new PendingStart(request.As(TransitionCause.Restart), _alarms);
        start.Starters.Join(request);
        Begin(start, _spec.Attempts);
    }

    /// <summary>The stop is complete and there were starts behind it: the first of them decides about the options.</summary>
    private void StartNext(Waiters next, ChildState state = ChildState.Starting)
    {
        var decides = next.Requests.FirstOrDefault(r => r.Asked is ResolvedStart) ?? next.Requests.First();
        var first = decides.Asked as ResolvedStart;
        var spec = first?.Spec ?? _spec;
        if (!TryAdopt(first ?? new ResolvedStart(Name, null)))
        {
            next.Answer((_, _) => MonitorMissing(spec));
            return;
        }
        var trigger = decides.As(first is null ? TransitionCause.Restart : TransitionCause.Start);
        var start = new PendingStart(trigger, _alarms) { WithoutNeeds = first?.WithoutNeeds == true };
        start.Starters.JoinAll(next, r => r.Asked is ResolvedStart asked && Differs(asked));
        Begin(start, _spec.Attempts, state);
    }

    private void Begin(PendingStart start, int attempts, ChildState state = ChildState.Starting)
    {
        _done = null;
        // First of all somebody has to know who waits.
        Enter(new Phase.Awaiting(state, start));
        BeginLaunches(start, attempts);
    }

    private void Join(PendingStart start, Request request, ResolvedStart? asked = null)
    {
        start.Starters.Join(request, asked is not null && Differs(asked));
        if (asked is { UntilLaunched: true } && start.Step is StartStep.Trying { Launch: { Process: not null } launch }) AnswerLaunched(launch);
    }

    private void AnswerWarm(Phase.Serving at, Request request, ResolvedStart asked)
    {
        at.Gate.TryTouch();
        Hold(request, at.Gate);
        request.From.Answer(at.Gate.Ready with { OptionsIgnored = Differs(asked) }, at.Gate);
    }

    private bool Differs(ResolvedStart asked) => asked.Spec is not null && !asked.Spec.Equals(_spec);

    /// <summary>The options asked for are the child's from now on; false, and nothing changes, when what they monitor does not exist.</summary>
    private bool TryAdopt(ResolvedStart asked)
    {
        var spec = asked.Spec ?? _spec;
        if (MonitorIsMissing(spec)) return false;
        _spec = spec;
        _slot.Output.Resize(spec.OutputRing);
        return true;
    }

    /// <summary>A path that does not exist when the child is first launched is a mistake; later it may be missing for a while.</summary>
    private bool MonitorIsMissing(ChildSpec spec) =>
        _launches == 0 && spec.MonitorPath != _monitored?.MonitorPath && MissingMonitor(spec) is not null;

    private static string? MissingMonitor(ChildSpec spec) =>
        spec.Options.Monitor!.Locations.FirstOrDefault(path => !MonitoredFiles.IsLeftOut(path) && !MonitoredFiles.IsPattern(path) && !Path.Exists(path));

    private Rejected MonitorMissing(ChildSpec spec) => new(Name, SpinnerError.MonitorMissing, spec.MonitorsScript
        ? $"The script {spec.MonitorPath} does not exist."
        : $"The monitored path {MissingMonitor(spec)} does not exist; it must when the child is first started.");

    /// <summary>
    /// Has the monitored path watched, from what it holds now: before the first spawn, so that a script that is broken at its first start
    /// is started again when it is mended.
    /// </summary>
    /// <returns>False when there is nothing to wait for; else <see cref="PathWatched"/> follows.</returns>
    private bool AwaitMonitor(AdmissionRequest request)
    {
        if (_isMonitored && ReferenceEquals(_monitored, _spec)) return false;
        StopMonitoring();
        if (_spec.MonitorPath is not { } path) return false;
        var (spec, launcher) = (_spec, _services.Launcher);
        _services.Files.Tell(new WatchPath(path, request, () => launcher.Check(spec.ToPlan(NoEndpointYet, ring: null, static _ => { })))
        {
            Files = new MonitoredFiles(_spec.Options.Monitor!.Locations),
        }, Self);
        _monitored = _spec;
        return true;
    }

    private void StopMonitoring()
    {
        if (_monitored is not null) _services.Files.Tell(new UnwatchPath(), Self);
        (_monitored, _isMonitored) = (null, false);
    }

    // What a launch needs before it has an endpoint does not depend on which it gets.
    private static TcpEndpoint NoEndpointYet { get; } = new("127.0.0.1", 1);
}
