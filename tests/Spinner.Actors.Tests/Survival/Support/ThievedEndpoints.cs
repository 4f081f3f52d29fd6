using System.Diagnostics;
using System.Globalization;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Survival;

/// <summary>Endpoints of this machine, the first of which somebody else takes before the child can.</summary>
public sealed class ThievedEndpoints(IEndpointSource source) : IEndpointSource
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private Process? _thief;

    /// <summary>Who listens on the first endpoint; 0 before.</summary>
    public int Thief { get; private set; }

    public ChildEndpoint Grant(EndpointSpec spec)
    {
        var endpoint = source.Grant(spec);
        if (_thief is not null) return endpoint;
        _thief = Process.Start(new ProcessStartInfo(Dummy.Dotnet, [Dummy.Dll, "steal", endpoint.PortValue]))!;
        Thief = _thief.Id;
        Assert.True(SpinWait.SpinUntil(() => Listens((TcpEndpoint)endpoint), Longest), "the thief listens");
        return endpoint;
    }

    public void Release(ChildEndpoint endpoint) => source.Release(endpoint);

    public void EndThief()
    {
        _thief?.Kill();
        _thief?.Dispose();
    }

    private static bool Listens(TcpEndpoint endpoint) => File.ReadLines("/proc/net/tcp").Any(line =>
        line.Contains(string.Create(CultureInfo.InvariantCulture, $" 0100007F:{endpoint.Port:X4} 00000000:0000 0A "), StringComparison.Ordinal));
}
