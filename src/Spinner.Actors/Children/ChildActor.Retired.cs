using Akka.Actor;
using Spinner.Actors.Monitoring;
using Spinner.Actors.Time;

namespace Spinner.Actors.Children;

// Launches that serve nobody new, in every state: their uses end, or their time does, then they are stopped.
sealed partial class ChildActor
{
    private readonly List<ChildLaunch> _retired = [];           // the oldest first
    private readonly Alarms<ChildLaunch> _retirements;          // each has one armed, for what its retirement is at

    private ChildLaunch? Retired(IActorRef? launch) => _retired.Find(r => r.Actor!.Equals(launch));

    private void Retire(ChildLaunch launch)
    {
        var (self, actor) = (Self, launch.Actor!);
        _retired.Add(launch);
        _retirements.Arm(launch, launch.Spec.DrainTimeout);
        _world.Idle.Tell(new ForgetIdle(launch.Gate!));
        launch.Gate!.Close(() => self.Tell(new Drained(actor), ActorRefs.NoSender));
    }

    /// <summary>What served while another was to take over, when both are to end.</summary>
    private void RetireKept()
    {
        CloseGate(_kept);
        _retired.Add(_kept!);
        _kept = null;
    }

    private void TerminateRetired() => _retired.ForEach(Terminate);

    private void Terminate(ChildLaunch retired)
    {
        switch (retired.Retirement)
        {
            case Retirement.Draining:
                retired.Retirement = Retirement.Terminating;
                retired.Actor.Tell(new LaunchActor.Terminate(retired.Spec.StopSignal));
                _retirements.Arm(retired, retired.Spec.StopTimeout);
                break;
            case Retirement.Unkillable:
                Kill(retired);
                break;
            default: // its alarm runs on
                break;
        }
    }

    private void Kill(ChildLaunch retired)
    {
        retired.Retirement = Retirement.Killing;
        retired.Actor.Tell(LaunchActor.Kill.Now);
        _retirements.Arm(retired, retired.Spec.KillTimeout);
    }

    /// <summary>The oldest has had its time; one that cannot be killed gives way to one that can.</summary>
    private void MakeRoom()
    {
        if (_retired.Exists(r => r.Retirement == Retirement.Killing)) return;
        Kill(_retired.Find(r => r.Retirement != Retirement.Unkillable) ?? _retired[0]);
    }

    /// <summary>The time for what its retirement is at is over.</summary>
    private void GoOnRetiring(ChildLaunch retired, UntypedReceive state)
    {
        switch (retired.Retirement)
        {
            case Retirement.Draining: Terminate(retired); break;
            case Retirement.Terminating: Kill(retired); break;
            default:
                retired.Retirement = Retirement.Unkillable;
                var detail = Survived(retired);
                Publish(new ChildError(StartFailure.Unkillable, detail, 1, 1, null, []), _cause, retired.Number);
                state(new RetiredStays(detail));
                break;
        }
    }

    private void Bury(ChildLaunch retired, object gone)
    {
        // A fault tells how the launch ended that brought it about.
        if (_state is ChildState.Started or ChildState.Stopping && gone is Exited e) _lastExit = e.Exit;
        _retirements.Cancel(retired);
        _retired.Remove(retired);
        Release(retired);
    }

    private static string Survived(ChildLaunch launch) =>
        $"launch {launch.Number} survived SIGKILL for {Span(launch.Spec.KillTimeout)}: pids {string.Join(", ", launch.Process?.LivingPids ?? [])}";
}
