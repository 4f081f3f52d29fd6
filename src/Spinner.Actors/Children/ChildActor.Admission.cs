using Akka.Actor;

namespace Spinner.Actors.Children;

// What a launch gets before it is spawned, and what is given back when it is gone.
sealed partial class ChildActor
{
    /// <summary>What is monitored is looked at first: a change that comes after the spawn is one.</summary>
    private void AskAdmission(PendingStart start)
    {
        var request = new AdmissionRequest(_spec.Name, _spec.Endpoint, start.WithoutNeeds ? [] : _spec.Needs);
        start.Step = new StartStep.Asking(request);
        if (request.Needs.Count > 0) UpdateView();
        if (!AwaitMonitor(request)) RequestAdmission(request);
    }

    private void GoOnWatched(object watched)
    {
        _isMonitored = true;
        RequestAdmission(((PathWatched)watched).Request);
    }

    private void RequestAdmission(AdmissionRequest request) => Admitting(request).Tell(new RequestAdmission(request), Self);

    private void ReleaseAdmission(AdmissionRequest request) => Admitting(request).Tell(new ReleaseAdmission(request), Self);

    private void GiveBackAsked(PendingStart start)
    {
        if (start.Step is StartStep.Asking asking) ReleaseAdmission(asking.Request);
    }

    /// <summary>What needs nothing but an endpoint goes straight to the ports. A request and its release go the same way, so in their order.</summary>
    private IActorRef Admitting(AdmissionRequest request) => request.Needs.Count > 0 ? _services.Admission : _services.Ports;
}
