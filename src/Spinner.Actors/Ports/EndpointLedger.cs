using Akka.Actor;
using Akka.Event;
using Spinner.Processes;

namespace Spinner.Actors.Ports;

/// <summary>
/// What is out with the launches of one spinner. The allocator keeps it, but ends beside the children, whose last launches may still be about to
/// listen: what is left then is taken back by the manager, which ends when all of them are gone. Used by one of the two at a time.
/// </summary>
sealed class EndpointLedger(IEndpointSource source, ILoggingAdapter log)
{
    private readonly Dictionary<EndpointRequest, Endpoint> _out = [];
    private readonly Dictionary<IActorRef, (EndpointRequest Request, Endpoint Endpoint)> _held = [];

    /// <summary>A fresh endpoint for the request; where the listener is held for the child, the child's own again and again.</summary>
    public Endpoint Grant(EndpointRequest request, IActorRef child)
    {
        if (_held.TryGetValue(child, out var held) && held.Request.Spec == request.Spec) return held.Endpoint;
        Forget(child);
        var endpoint = source.Grant(request.Spec);
        if (request.Spec.HeldAddress is null) _out[request] = endpoint;
        else _held[child] = (request, endpoint);
        return endpoint;
    }

    /// <summary>Takes back what is held for the child.</summary>
    public void Forget(IActorRef child)
    {
        if (_held.Remove(child, out var held)) TakeBack(held.Request.Child, held.Endpoint);
    }

    /// <summary>Takes back what the request got, if it got anything and has it still.</summary>
    public void Release(EndpointRequest request)
    {
        if (_out.Remove(request, out var endpoint)) TakeBack(request.Child, endpoint);
    }

    public void ReleaseAll()
    {
        foreach (var request in _out.Keys.ToList()) Release(request);
        foreach (var child in _held.Keys.ToList()) Forget(child);
    }

    private void TakeBack(string child, Endpoint endpoint)
    {
        try
        {
            source.Release(endpoint);
        }
        catch (Exception e)
        {
            log.WithContext("Child", child).Error(e, "The endpoint source failed to take back {Endpoint}", endpoint);
        }
    }
}
