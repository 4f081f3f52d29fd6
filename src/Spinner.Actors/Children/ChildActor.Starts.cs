using Spinner.Actors.Configuration;
using Spinner.Actors.Monitoring;
using Spinner.Processes;

namespace Spinner.Actors.Children;

// Requests to start: which options they bring, who waits, where the first launch begins.
sealed partial class ChildActor
{
    private string? _monitored;         // the path the FileMonitor watches for us

    private void StartFresh(Request request, StartWith start, int? attempts = null)
    {
        var known = _spec;
        Take(start);
        if (!ArmMonitor())
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
        if (!ArmMonitor())
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
        if (!ArmMonitor())
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

    /// <summary>
    /// Has the monitored path watched, from what it holds now: before the first spawn, so that a script that is broken at its first start
    /// is started again when it is mended. False when it does not exist and the child was never launched.
    /// </summary>
    private bool ArmMonitor()
    {
        if (_monitored == _spec.MonitorPath) return true;
        ForgetMonitor();
        if (_spec.MonitorPath is not { } path) return true;
        var baseline = Fingerprint.TryTake(path);
        if (baseline is null && _launches == 0) return false;
        _world.Files.Tell(new WatchPath(path, baseline), Self);
        _monitored = path;
        return true;
    }

    private void ForgetMonitor()
    {
        if (_monitored is not null) _world.Files.Tell(new ForgetPath(), Self);
        _monitored = null;
    }
}
