using Spinner.FrontDoor.Routing;
using Spinner.FrontDoor.Tls;

namespace Spinner.FrontDoor.Forwarding;

/// <summary>Everything a reload swaps, in one piece.</summary>
sealed record DoorState(RoutingTable Table, CertificateTable Certificates, UpstreamSettings Upstreams, DoorRules Rules)
{
    public FrontDoorOptions Options => Table.Options;
}
