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

    public Endpoint Grant(EndpointRequest request) => _out[request] = source.Grant(request.Spec);

    /// <summary>Takes back what the request got, if it got anything and has it still.</summary>
    public void Release(EndpointRequest request)
    {
        if (_out.Remove(request, out var endpoint)) TakeBack(request.Child, endpoint);
    }

    public void ReleaseAll()
    {
        foreach (var request in _out.Keys.ToList()) Release(request);
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
