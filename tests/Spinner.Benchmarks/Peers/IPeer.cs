namespace Spinner.Benchmarks.Peers;

/// <summary>Another supervisor, driven through its fastest control channel.</summary>
internal interface IPeer : IAsyncDisposable
{
    /// <summary>Makes children known, not started. Not part of a cold start's time.</summary>
    Task AddAsync(params PeerChild[] children);

    /// <summary>Starts it.</summary>
    /// <returns>Where it listens: what was asked for, unless the peer chooses itself.</returns>
    Task<string> StartAsync(PeerChild child);

    Task StopAsync(PeerChild child);

    /// <summary>Stops and forgets it.</summary>
    Task RemoveAsync(PeerChild child);
}

/// <summary>A child of a peer: its name, where it shall listen, what it runs.</summary>
internal sealed record PeerChild(string Name, string Endpoint, string[] CommandLine);
