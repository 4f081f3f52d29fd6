using Akka.Actor;
using Akka.Event;
using Spinner.Processes;

namespace Spinner.Actors.Ports;

/// <summary>
/// Grants endpoints to launches and takes them back. A release is told behind its request, so it always finds what was granted;
/// whatever is still out when the spinner ends is taken back then.
/// </summary>
sealed class PortAllocator(IEndpointSource source) : UntypedActor
{
    private readonly Dictionary<EndpointRequest, Endpoint> _granted = [];

    public static Props Props(IEndpointSource source) => Akka.Actor.Props.Create(() => new PortAllocator(source));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RequestEndpoint r: Sender.Tell(Grant(r.Request)); break;
            case ReleaseEndpoint r: Release(r.Request); break;
            default: Unhandled(message); break;
        }
    }

    protected override void PostStop()
    {
        foreach (var endpoint in _granted.Values) TakeBack(endpoint);
    }

    private object Grant(EndpointRequest request)
    {
        try
        {
            return new EndpointGranted(request, _granted[request] = source.Grant(request.Spec));
        }
        catch (NoEndpointException e)
        {
            return new NoEndpoint(request, e.Message);
        }
        catch (Exception e)
        {
            // Whatever a source throws, the launch that waits must be told, and the other children served.
            Context.GetLogger().Error(e, "The endpoint source failed to grant {Endpoint}", request.Spec);
            return new NoEndpoint(request, $"{e.GetType().Name}: {e.Message}");
        }
    }

    private void Release(EndpointRequest request)
    {
        if (_granted.Remove(request, out var endpoint)) TakeBack(endpoint);
    }

    private void TakeBack(Endpoint endpoint)
    {
        try
        {
            source.Release(endpoint);
        }
        catch (Exception e)
        {
            Context.GetLogger().Error(e, "The endpoint source failed to take back {Endpoint}", endpoint);
        }
    }
}
