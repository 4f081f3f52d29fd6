namespace Spinner.Benchmarks.FrontDoor.Loads;

/// <summary>A program that asks as fast as it is answered, on 64 connections that stay open.</summary>
internal interface ILoad
{
    string Name { get; }

    /// <summary>Asks the web server at a port of this machine.</summary>
    Task<LoadResult> RunAsync(int port, int seconds);
}

/// <summary>What came of a load.</summary>
/// <param name="PerSecond">Requests answered per second.</param>
/// <param name="Requests">Requests answered.</param>
/// <param name="Failed">Those among them that were not answered 200, and those that were not answered at all.</param>
internal sealed record LoadResult(double PerSecond, long Requests, long Failed)
{
    /// <exception cref="InvalidOperationException">Some failed: what was measured is not what was asked.</exception>
    public LoadResult Whole() => Failed == 0 ? this : throw new InvalidOperationException($"{Failed} of {Requests} requests failed.");
}
