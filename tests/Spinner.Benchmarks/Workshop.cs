using System.Globalization;
using Spinner.Actors;
using Spinner.Processes;

namespace Spinner.Benchmarks;

/// <summary>A directory for programs and sockets, and names and endpoints nobody else uses.</summary>
internal sealed class Workshop : IDisposable
{
    private readonly LocalEndpoints _endpoints = new(runDirectory: Path.Combine(Path.GetTempPath(), $"bench-{Environment.ProcessId}"));
    private int _last;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("bench-").FullName;

    public ChildEndpoint Tcp() => _endpoints.Grant(EndpointSpec.Tcp);

    public string Unix() => Path.Combine(Directory, Name() + ".");

    public string Name() => $"c{(++_last).ToString(CultureInfo.InvariantCulture)}";

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
