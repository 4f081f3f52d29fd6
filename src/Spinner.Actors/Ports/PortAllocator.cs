using Akka.Actor;
using Akka.Event;
using Spinner.Processes;

namespace Spinner.Actors.Ports;

/// <summary>
/// Grants endpoints to launches and takes them back. A release is told behind its request, so it always finds what was granted.
/// </summary>
sealed class PortAllocator(EndpointLedger endpoints) : UntypedActor
{
    public static Props Props(EndpointLedger endpoints) => Akka.Actor.Props.Create(() => new PortAllocator(endpoints));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RequestEndpoint r: Sender.Tell(Grant(r.Request)); break;
            case ReleaseEndpoint r: endpoints.Release(r.Request); break;
            case ForgetEndpoint: endpoints.Forget(Sender); break;
            default: Unhandled(message); break;
        }
    }

    private object Grant(EndpointRequest request)
    {
        try
        {
            return new EndpointGranted(request, endpoints.Grant(request, Sender));
        }
        catch (NoEndpointException e)
        {
            return new NoEndpoint(request, e.Message);
        }
        catch (Exception e)
        {
            // Whatever a source throws, the launch that waits must be told, and the other children served.
            Context.GetLogger().WithContext("Child", request.Child).Error(e, "The endpoint source failed to grant {Endpoint}", request.Spec);
            return new NoEndpoint(request, $"{e.GetType().Name}: {e.Message}");
        }
    }
}
