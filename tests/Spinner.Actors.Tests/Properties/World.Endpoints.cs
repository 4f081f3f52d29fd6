using Spinner.Actors.TestKit;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Properties;

// The endpoints: fakes that are watched.
sealed partial class World : IEndpointSource
{
    private readonly FakeEndpoints _endpoints = new();

    Endpoint IEndpointSource.Grant(EndpointSpec spec) => _endpoints.Grant(spec);

    void IEndpointSource.Release(Endpoint endpoint)
    {
        if (Living?.Fake.Plan.Endpoint == endpoint) Broken($"{endpoint} is released while {Living} lives");
        _endpoints.Release(endpoint); // throws, and so fails the PortAllocator, when it is not out
    }
}
