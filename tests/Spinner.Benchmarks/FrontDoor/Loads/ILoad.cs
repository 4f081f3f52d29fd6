namespace Spinner.Benchmarks.FrontDoor.Loads;

/// <summary>A program that asks as fast as it is answered, on 64 connections that stay open.</summary>
internal interface ILoad
{
    string Name { get; }

    /// <summary>Asks the web server at a port of this machine.</summary>
    /// <param name="port">Where it listens.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="path">What for; a load that knows one path only asks for that.</param>
    /// <param name="upload">How many bytes every request brings.</param>
    Task<LoadResult> RunAsync(int port, int seconds, string path = "/", int upload = 0);

    /// <summary>Whether it can ask otherwise than for <c>/</c>.</summary>
    bool KnowsShapes { get; }
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
