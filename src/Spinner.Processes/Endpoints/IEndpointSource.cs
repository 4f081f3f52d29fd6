namespace Spinner.Processes;

/// <summary>Hands out endpoints nobody else uses and takes them back. Safe for concurrent use.</summary>
public interface IEndpointSource
{
    /// <summary>
    /// Whether a call may take longer than a moment. Then each is made on a thread of its own, so that no child waits for another's endpoint; else
    /// they are made where all starts pass. Default: true.
    /// </summary>
    bool MayBlock => true;

    /// <summary>Reserves an endpoint for one launch.</summary>
    /// <exception cref="NoEndpointException">None is free; the message says why, and for a fixed one who holds it.</exception>
    ChildEndpoint Grant(EndpointSpec spec);

    /// <summary>Takes back an endpoint after its launch is gone: removes a socket file, lets a port cool down.</summary>
    void Release(ChildEndpoint endpoint);
}
