using Akka.Actor;
using Spinner.Actors.Monitoring;
using Spinner.Processes;

namespace Spinner.Actors.Children;

// Launches that serve nobody new, whatever the child is at: each goes its own way until its group is gone.
sealed partial class ChildActor
{
    private readonly List<ChildLaunch> _leaving = [];    // the oldest first

    /// <summary>Another launch serves in its place: its uses end, or their time does, then it terminates.</summary>
    private void Retire(ChildLaunch launch)
    {
        _leaving.Add(launch);
        if (launch.Gate is { } gate) _services.Idle.Tell(new UnwatchIdle(gate));
        UnwatchHealth(launch);
        Drain(launch);
    }

    private void Drain(ChildLaunch launch)
    {
        var (self, actor) = (Self, launch.Actor);
        launch.Drain(() => self.Tell(new Drained(actor), ActorRefs.NoSender));
    }

    /// <summary>It is asked to stop, whoever uses it.</summary>
    private void Terminate(ChildLaunch launch)
    {
        Leave(launch);
        launch.Terminate();
    }

    private void Leave(ChildLaunch launch)
    {
        CloseGate(launch);
        _leaving.Add(launch);
    }

    /// <param name="drains">Those that drain go on with that.</param>
    private void TerminateLeaving(bool drains = false) => _leaving.FindAll(l => !drains || l.Stage != LaunchStage.Draining).ForEach(static l => l.Terminate());

    /// <summary>The oldest has had its time; one that cannot be killed gives way to one that can.</summary>
    private void KillOldest()
    {
        if (_leaving.Exists(l => l.Stage == LaunchStage.Killing)) return;
        (_leaving.Find(l => l.Stage != LaunchStage.Staying) ?? _leaving[0]).Kill();
    }

    /// <param name="launch">Its group is gone.</param>
    /// <param name="exit">How; null: no process came to be.</param>
    private void EndLeaving(ChildLaunch launch, LaunchExit? exit)
    {
        // A fault, and the failure of a start, tell how the launch ended that brought them about.
        var isTold = _phase is Phase.Serving or Phase.Replacing or Phase.Ending or Phase.Unkillable || _phase.Start?.IsClearingOf(launch) == true;
        if (exit is not null && isTold) _lastExit = exit;
        if (_phase is Phase.Ending { Then: Afterwards.AsItEnds its } && its.Launch == launch) its.Exit = exit;
        if (_phase is Phase.Unkillable { Then: Afterwards.AsItEnds late } && late.Launch == launch) late.Exit = exit;
        _leaving.Remove(launch);
        if (exit is null) ReleaseUnspawned(launch);
        else Release(launch);
    }

    /// <summary>All that are leaving survived SIGKILL.</summary>
    private bool NoneCanBeKilled => _leaving.TrueForAll(static l => l.Stage == LaunchStage.Staying);

    private static string Survived(ChildLaunch launch) =>
        $"launch {launch.Number} survived SIGKILL for {Span(launch.Spec.KillTimeout)}: pids {string.Join(", ", launch.Process?.LivingPids ?? [])}";

    /// <summary>It survived SIGKILL, and the child goes on.</summary>
    private void PublishStay(ChildLaunch launch) =>
        Publish(
            new ChildError { Reason = SpinnerError.Unkillable, Detail = Survived(launch), Attempt = 1, Attempts = 1 }, _phase.Trigger, launch.Number);

    private bool IsServing(IActorRef launch) => launch.Equals(_phase.ServedBy?.Launch.Actor);
}
