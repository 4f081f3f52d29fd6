using Spinner.Processes;

namespace Spinner.Actors.Cluster.Leases;

/// <summary>What kills when the node itself cannot, since it is frozen. Safe for concurrent use.</summary>
interface IWatchdog : IAsyncDisposable
{
    /// <summary>Whether it would. Without that a node asks for nothing, and loses what it has.</summary>
    bool IsAwake { get; }

    /// <summary>Stands in the environment of all that is launched: the watchdog finds it by that where it does not know the group.</summary>
    string Mark { get; }

    /// <summary>From now on it kills after these times, unless it is told others.</summary>
    /// <param name="until">When it kills whatever has the mark; null: nothing may live, and nothing does.</param>
    /// <param name="groups">The groups that live.</param>
    /// <exception cref="IOException">It cannot be told.</exception>
    void Watch(TimeSpan? until, IReadOnlyCollection<LeasedGroup> groups);

    /// <summary>Something is about to be launched: if the lease is over before that is done, the node itself is killed.</summary>
    /// <returns>Dispose it when it is done and known.</returns>
    IDisposable Launching();
}
