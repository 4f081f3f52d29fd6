using Spinner.Actors.TestKit;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Properties;

// The endpoints: fakes that are watched.
sealed partial class World : IEndpointSource
{
    private readonly FakeEndpoints _endpoints = new();

    bool IEndpointSource.MayBlock => false;

    private bool _endpointsThrow;

    ChildEndpoint IEndpointSource.Grant(EndpointSpec spec)
    {
        if (!_endpointsThrow) return _endpoints.Grant(spec);
        _endpointsThrow = false;
        throw new UserBug();
    }

    void IEndpointSource.Release(ChildEndpoint endpoint)
    {
        if (!_ended && Alive.FirstOrDefault(l => l.Fake.Plan.Endpoint == endpoint) is { } launch) Broken($"{endpoint} is released while {launch} lives");
        if (!_endpoints.Out.Contains(endpoint)) Broken($"{endpoint} is released, but nobody has it");
        else _endpoints.Release(endpoint);
    }
}
