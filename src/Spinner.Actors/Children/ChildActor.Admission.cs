using Akka.Actor;

namespace Spinner.Actors.Children;

// What a launch gets before it is spawned, and what is given back when it is gone.
sealed partial class ChildActor
{
    /// <summary>What is monitored is looked at first: a change that comes after the spawn is one.</summary>
    private void AskAdmission(PendingStart start)
    {
        var request = new AdmissionRequest(_spec.Name, _spec.Endpoint, start.WithoutNeeds ? [] : _spec.Needs) { Memory = _spec.Memory };
        start.Ask(request);
        UpdateView();
        if (!AwaitMonitor(request)) RequestAdmission(request);
    }

    private void GoOnWatched(object watched)
    {
        _isMonitored = true;
        RequestAdmission(((PathWatched)watched).Request);
    }

    /// <summary>A start that waits for room gives up its turn when nobody waits for it any more: nobody is stopped for its sake.</summary>
    private void LeaveWaiting(Waiter waiter)
    {
        foreach (var waiters in _phase.Waiters) waiters.Leave(waiter);
        if (_phase is Phase.Awaiting
            {
                State: ChildState.Starting, Start: { Cause: TransitionCause.Start, Starters.Any: false, Step: StartStep.Asking { Request.AwaitsRoom: true } },
            }) End(new Phase.Ending(TransitionCause.Stop, new Afterwards.Stopped()));
    }

    private void RequestAdmission(AdmissionRequest request) => _services.Admission.Tell(new RequestAdmission(request), Self);

    private void ReleaseAdmission(AdmissionRequest request) => _services.Admission.Tell(new ReleaseAdmission(request), Self);

    private void GiveBackAsked(PendingStart start)
    {
        if (start.Step is StartStep.Asking asking) ReleaseAdmission(asking.Request);
    }
}
