using Akka.Actor;

namespace Spinner.Actors.Signals;

/// <summary>One launch's request for an endpoint. The object itself is the identity.</summary>
sealed class EndpointRequest(string child, EndpointSpec spec)
{
    /// <summary>The name of the child.</summary>
    public string Child { get; } = child;

    public EndpointSpec Spec { get; } = spec;
}

/// <summary>Asks for an endpoint; answered by <see cref="EndpointGranted"/> or <see cref="EndpointRefused"/>.</summary>
sealed record RequestEndpoint(EndpointRequest Request) : ILocalSignal;

/// <summary>Gives back whatever the request got, or will get. Sent once, after the request and after the launch is gone.</summary>
sealed record ReleaseEndpoint(EndpointRequest Request) : ILocalSignal;

/// <summary>The sender has ended: gives back the endpoint whose listener was held for it over all its launches, if there is one.</summary>
sealed record ReleaseHeldEndpoint : ILocalSignal;
