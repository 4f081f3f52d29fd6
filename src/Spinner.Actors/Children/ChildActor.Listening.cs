using Akka.Actor;

namespace Spinner.Actors.Children;

// A launch that was ready may lose its listener and live on: its socket file is swept, or it closes it. Only who connects can tell.
sealed partial class ChildActor
{
    private ChildLaunch? _lookedFor;    // the launch whose listener is being looked for

    /// <summary>Looks whether that launch listens still, beside the actor: the look takes its time, and many may ask for it at once.</summary>
    private void LookForListener(int number)
    {
        if (_state != ChildState.Started || _launch is not { Actor: { } actor, Process: { } process } launch) return;
        if (_kept is not null || launch.Number != number || launch == _lookedFor) return;
        _lookedFor = launch;
        var self = Self;
        _world.Beside(() =>
        {
            object found = process.IsListening() == false ? new ListenerGone(actor) : new ListenerFound(actor);
            self.Tell(found, ActorRefs.NoSender);
        });
    }

    /// <summary>It listens no longer: as good as crashed, though what is in flight may end in its own time. Twice within the tolerance is a loop.</summary>
    private void LoseListener()
    {
        var loop = _crashes.IsLoop(_spec.RestartTolerance);
        _cause = Cause.Unreachable;
        PublishError(StartFailure.Crashed, $"listens no longer on {_launch!.Endpoint}");
        if (!loop)
        {
            Replace(Cause.Unreachable);
            return;
        }
        _faultWhenStopped = $"stopped listening twice within {Span(_spec.RestartTolerance)}";
        End(Cause.Unreachable);
    }
}
