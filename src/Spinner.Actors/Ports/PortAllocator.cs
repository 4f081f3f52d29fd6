using Akka.Actor;
using Spinner.Actors.Services;

namespace Spinner.Actors.Ports;

/// <summary>
/// The last step of an admission: grants endpoints to launches and takes them back. A release is told behind its request, so it always finds what was
/// granted.
/// </summary>
sealed class PortAllocator(EndpointLedger endpoints, Action<Action> beside) : ServiceActor
{
    private bool _refusing;

    public static Props Props(EndpointLedger endpoints, Action<Action> beside) => Akka.Actor.Props.Create(() => new PortAllocator(endpoints, beside));

    protected override void Handle(object message)
    {
        switch (message)
        {
            case RequestAdmission r when _refusing: Sender.Tell(new NotAdmitted(r.Request, SpinnerError.ShuttingDown, Rejected.IsShuttingDown)); break;
            case RequestAdmission r: Grant(r.Request, Sender); break;
            case ReleaseAdmission r: endpoints.Release(r.Request); break;
            case ReleaseHeldEndpoint: endpoints.ReleaseHeld(Sender); break;
            case RefuseStarts r: _refusing = true; r.Heard.TrySetResult(); break;
            default: Unhandled(message); break;
        }
    }

    private void Grant(AdmissionRequest request, IActorRef child)
    {
        endpoints.Request(request, child);
        if (endpoints.MayBlock) beside(() => child.Tell(endpoints.Grant(request), ActorRefs.NoSender));
        else child.Tell(endpoints.Grant(request), Self);
    }
}
