using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Actors.Ports;

/// <summary>
/// What is out with the launches of one spinner, and what is being asked for. Safe for concurrent use; the source is never called under the lock.
/// The allocator works with it while children live; what is left when all of them are gone is taken back by the manager.
/// </summary>
sealed class EndpointLedger(IEndpointSource source, ILoggingAdapter log, Action<Action> beside)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AdmissionRequest, IActorRef> _asked = [];
    private readonly Dictionary<AdmissionRequest, ChildEndpoint> _out = [];
    private readonly Dictionary<IActorRef, (AdmissionRequest Request, ChildEndpoint Endpoint)> _held = [];

    /// <summary>Calls of the source may take their time: it is not one of ours.</summary>
    public bool MayBlock => source.MayBlock;

    /// <summary>Notes who asks. From now on the request can be released.</summary>
    public void Request(AdmissionRequest request, IActorRef child)
    {
        lock (_lock) _asked[request] = child;
    }

    /// <summary>
    /// A fresh endpoint for a request that was noted; where the listener is held for the child, the child's own again and again.
    /// Takes as long as the source does.
    /// </summary>
    /// <returns>The answer for the child.</returns>
    public object Grant(AdmissionRequest request)
    {
        if (request.Endpoint == EndpointSpec.None) return GrantNothing(request);
        if (HeldFor(request) is { } held) return new Admitted(request, held);
        ChildEndpoint? endpoint = null;
        try
        {
            endpoint = source.Grant(request.Endpoint);
            return RecordGrant(request, Checked(endpoint));
        }
        catch (NoEndpointException e)
        {
            if (endpoint is not null) ReturnToSource(request.Child, endpoint);
            return NotGranted(request, e.Message, e.MayPass);
        }
        catch (Exception e)
        {
            // Whatever a source throws, the launch that waits must be told, and the other children served.
            log.WithContext("Child", request.Child).Error(e, "The endpoint source failed to grant {Endpoint}", request.Endpoint);
            return NotGranted(request, $"{e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Takes back what is held for the child.</summary>
    public void ReleaseHeld(IActorRef child)
    {
        (AdmissionRequest Request, ChildEndpoint Endpoint) held;
        lock (_lock)
        {
            foreach (var (request, _) in _asked.Where(a => a.Value.Equals(child)).ToList()) _asked.Remove(request);
            if (!_held.Remove(child, out held)) return;
        }
        ReturnToSource(held.Request.Child, held.Endpoint);
    }

    /// <summary>Takes back what the request got or will get, if it has it still.</summary>
    public void Release(AdmissionRequest request)
    {
        ChildEndpoint? endpoint;
        lock (_lock)
        {
            _asked.Remove(request);
            if (!_out.Remove(request, out endpoint)) return;
        }
        ReturnToSource(request.Child, endpoint);
    }

    public void ReleaseAll()
    {
        List<(string Child, ChildEndpoint Endpoint)> left;
        lock (_lock)
        {
            left = [.. _out.Select(o => (o.Key.Child, o.Value)), .. _held.Values.Select(h => (h.Request.Child, h.Endpoint))];
            _asked.Clear();
            _out.Clear();
            _held.Clear();
        }
        foreach (var (child, endpoint) in left) ReturnToSource(child, endpoint);
    }

    /// <summary>What listens on nothing needs nothing of the source, and has nothing to give back.</summary>
    private Admitted GrantNothing(AdmissionRequest request)
    {
        lock (_lock) _asked.Remove(request);
        return new Admitted(request, ChildEndpoint.None);
    }

    private ChildEndpoint? HeldFor(AdmissionRequest request)
    {
        (AdmissionRequest Request, ChildEndpoint Endpoint) other;
        lock (_lock)
        {
            if (!_asked.TryGetValue(request, out var child) || !_held.TryGetValue(child, out other)) return null;
            if (other.Request.Endpoint == request.Endpoint)
            {
                _asked.Remove(request);
                return other.Endpoint;
            }
            _held.Remove(child);
        }
        ReturnToSource(other.Request.Child, other.Endpoint);
        return null;
    }

    private object RecordGrant(AdmissionRequest request, ChildEndpoint endpoint)
    {
        lock (_lock)
        {
            if (_asked.Remove(request, out var child))
            {
                if (request.Endpoint.HeldAddress is null) _out[request] = endpoint;
                else _held[child] = (request, endpoint);
                return new Admitted(request, endpoint);
            }
        }
        ReturnToSource(request.Child, endpoint); // nobody wants it any more
        return NotGranted(request, "It was given back before it was granted.");
    }

    private NotAdmitted NotGranted(AdmissionRequest request, string why, bool mayPass = false)
    {
        lock (_lock) _asked.Remove(request);
        return new NotAdmitted(request, SpinnerError.NoEndpoint, why) { MayPass = mayPass };
    }

    /// <summary>Of a source that is not ours nothing is taken on trust.</summary>
    private ChildEndpoint Checked(ChildEndpoint? endpoint)
    {
        if (endpoint is null) throw new NoEndpointException("The endpoint source granted nothing.");
        if (EndpointCheck.WhatIsWrong(endpoint) is { } wrong) throw new NoEndpointException($"The endpoint source granted '{endpoint}': {wrong}.");
        lock (_lock)
        {
            var owner = _out.FirstOrDefault(o => o.Value == endpoint).Key ?? _held.Values.FirstOrDefault(h => h.Endpoint == endpoint).Request;
            // Not taken back: it is the other's.
            if (owner is not null) throw new InvalidOperationException($"The endpoint source granted '{endpoint}', which child '{owner.Child}' has already.");
        }
        return endpoint;
    }

    private void ReturnToSource(string child, ChildEndpoint endpoint)
    {
        if (MayBlock) beside(Release);
        else Release();

        void Release()
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
}
