namespace Spinner.Benchmarks.FrontDoor.Proxies;

/// <summary>A web server at a port of this machine that asks one child for every answer.</summary>
internal interface IProxy : IAsyncDisposable
{
    int Port { get; }
}
