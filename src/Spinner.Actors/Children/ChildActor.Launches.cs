using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Configuration;
using Spinner.Actors.Monitoring;
using Spinner.Actors.Output;

namespace Spinner.Actors.Children;

// One launch from the request for its endpoint until it serves.
sealed partial class ChildActor
{
    private int _launches;
    private int _spawns;                // as _launches, those that came to nothing included
    private bool _hasServed;

    /// <summary>Begins the launches of a start: with the rest of a paused deadline, under the one that runs, or with a new one.</summary>
    private void BeginLaunches(PendingStart start, int attempts)
    {
        start.Allow(attempts);
        _coldStart.Begin(start.Cause, start.Starters.Requests.FirstOrDefault()?.From.Caller ?? default);
        start.RunDeadline(_spec.StartTimeout);
        AskAdmission(start);
    }

    /// <summary>The old launch is gone, the new one may begin.</summary>
    private void Relaunch(PendingStart start)
    {
        BeginLaunches(start, _spec.Attempts);
        UpdateView();
    }

    private void Spawn(PendingStart start, Admitted admitted)
    {
        start.Attempts.Spend();
        _launches++;
        var log = OutputLog.To(_spec.Logger ?? _outputLog, _services.Spinner, Name);
        var plan = _spec.ToPlan(admitted.Endpoint, _slot.Output, log) with { RunDirectory = _services.RunDirectory };
        var own = new OwnUse();
        var actor = Context.ActorOf(LaunchActor.Props(_services.Launcher, plan, own, _services.Beside), $"launch-{++_spawns}");
        Context.WatchWith(actor, new LaunchEnded(actor));
        start.Try(new ChildLaunch(_spec, admitted.Request, admitted.Endpoint, _launches, actor, own, _services.Clock.GetTimestamp(), _launchAlarms));
        _coldStart.RecordEndpoint(admitted.Endpoint);
    }

    /// <summary>Those who wait for a process only have what they wait for; whoever leases holds the child from now on.</summary>
    private void AnswerLaunched(ChildLaunch launch)
    {
        foreach (var request in _phase.Start?.Starters.TakeLaunched() ?? [])
        {
            Hold(request, _phase.ServedBy?.Gate);
            request.From.Answer(new Launched(Name, launch.Number));
        }
    }

    private void Serve(PendingStart start, LaunchIsReady signal)
    {
        var launch = start.Launch;
        var ready = new ChildReady { Name = Name, Endpoint = signal.Ready.Endpoint, Pid = launch.Process?.Pid ?? 0, Launch = launch.Number };
        var gate = new LaunchGate(ready, _spec, _services.Clock, TellerOfUsedUp(launch), _services.Unused) { Start = _services.Clock.GetElapsedTime(launch.Since) };
        if (!signal.Ready.Verified) Log.Warning("Child {Child} is ready, but whose the listener on {Endpoint} is could not be verified", Name, ready.Endpoint);
        launch.Serve(gate);
        _hasServed = true;
        _fileRevival.Reset();
        HoldAll(gate, start.Starters);
        _slot.Serving = gate;
        var now = _services.Clock.GetTimestamp();
        var took = _services.Clock.GetElapsedTime(start.Since ?? launch.Since, now);
        Enter(new Phase.Serving(launch, gate, start.Attempts, now, start.Trigger) { Took = took });
        WatchIdle(gate);
        WatchHealth(launch, gate);
        start.Starters.Answer((_, ignored) => ready with { OptionsIgnored = ignored }, gate);
    }

    /// <summary>It is counted, and told, when it has exited.</summary>
    private static void KillLate(PendingStart start)
    {
        start.SpendDeadline();
        start.Launch.Kill();
    }

    /// <summary>The group is gone: gives back what was the launch's.</summary>
    private void Release(ChildLaunch launch)
    {
        CloseGate(launch);
        launch.End();
        ReleaseAdmission(launch.Request);
        Context.Unwatch(launch.Actor);
        Context.Stop(launch.Actor);
    }

    /// <summary>As <see cref="Release"/>, when no process came to be: that is no launch, and its number is free again.</summary>
    private void ReleaseUnspawned(ChildLaunch launch)
    {
        Release(launch);
        if (launch.Number == _launches) _launches--;
    }

    private void CloseGate(ChildLaunch launch)
    {
        if (launch.Gate is not { } gate) return;
        UnwatchHealth(launch);
        if (_slot.Serving == gate) _slot.Serving = null;
        if (gate.IsClosed) return;
        gate.Close();
        _services.Idle.Tell(new UnwatchIdle(gate));
    }
}
