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
        if (!_ended && Alive.FirstOrDefault(l => l.Fake.Plan.Endpoint == endpoint) is { } launch) Broken($"{endpoint} is released while {launch} lives");
        if (!_endpoints.Out.Contains(endpoint)) Broken($"{endpoint} is released, but nobody has it");
        else _endpoints.Release(endpoint);
    }
}
