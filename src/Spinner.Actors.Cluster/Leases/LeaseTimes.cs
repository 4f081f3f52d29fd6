namespace Spinner.Actors.Cluster.Leases;

/// <summary>What the times of a lease are, and what follows from them. A value.</summary>
/// <param name="Lease">How long a lease lasts from when its ping was sent.</param>
sealed record LeaseTimes(TimeSpan Lease)
{
    // Two clocks that each go wrong by a hundredth, and a little more.
    private const double DriftShare = 1.0 / 40;
    private const int Pings = 8;

    /// <summary>When the lease is over for so long the watchdog has killed, whatever the node does.</summary>
    public static TimeSpan Watchdog { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How late others may learn whom a member has lost.</summary>
    public static TimeSpan Gossip { get; } = TimeSpan.FromSeconds(3);

    /// <summary>How far two clocks may be apart when a lease and its watchdog are over.</summary>
    public TimeSpan Drift => (Lease + Watchdog) * DriftShare;

    /// <summary>After this nothing lives any more of what was acknowledged: it may be granted to another.</summary>
    public TimeSpan Quiet => Lease + Watchdog + Drift;

    /// <summary>How often a node asks.</summary>
    public TimeSpan Interval => Lease / Pings;

    /// <summary>The shortest <c>stable-after</c> with which a node that is downed has lost its lease before.</summary>
    public TimeSpan LeastStableAfter => Quiet + Gossip;
}
