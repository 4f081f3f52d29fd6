namespace Spinner.Processes;

/// <summary>What kills leased groups when their supervisor itself cannot, since it is frozen.</summary>
internal interface IWatchdog : IAsyncDisposable
{
    /// <summary>Whether it would. Without that nobody asks for a lease, and loses what he has.</summary>
    bool IsAwake { get; }

    /// <summary>Stands in the environment of all that is launched: the watchdog finds it by that where it does not know the group.</summary>
    string Mark { get; }

    /// <summary>From now on it kills after these times, unless it is told others. One call at a time.</summary>
    /// <param name="until">When it kills whatever has the mark, on the <see cref="BootClock"/>; null: nothing may live, and nothing does.</param>
    /// <param name="groups">The groups that live.</param>
    /// <exception cref="IOException">It cannot be told.</exception>
    void Watch(TimeSpan? until, IReadOnlyCollection<LeasedGroup> groups);

    /// <summary>
    /// Something is about to be launched, which has no process yet that could be killed: if the lease is over before that is done, the supervisor is
    /// killed for it.
    /// </summary>
    /// <returns>Dispose it when it is done and known.</returns>
    IDisposable Launching();
}
