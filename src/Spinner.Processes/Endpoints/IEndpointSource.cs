namespace Spinner.Processes;

/// <summary>Hands out endpoints nobody else uses and takes them back. Safe for concurrent use.</summary>
public interface IEndpointSource
{
    /// <summary>Reserves an endpoint for one launch.</summary>
    /// <exception cref="NoEndpointException">None is free; the message says why, and for a fixed one who holds it.</exception>
    Endpoint Grant(EndpointSpec spec);

    /// <summary>Takes back an endpoint after its launch is gone: removes a socket file, lets a port cool down.</summary>
    void Release(Endpoint endpoint);
}
