using Akka.Configuration;
using Spinner.Actors.Cluster.Leases;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Cluster.Configuration;

/// <summary>How a node takes part in a cluster. Immutable.</summary>
sealed record ClusterOptions
{
    private const int MostNodes = 101;

    /// <summary>The address to listen on, by which the others reach this node.</summary>
    public string Hostname { get; init; } = "127.0.0.1";

    /// <summary>The port to listen on; 0: any.</summary>
    public int Port { get; init; } = 2553;

    /// <summary>Where a cluster is looked for, <c>host:port</c>; the first one makes it where there is none.</summary>
    public IReadOnlyList<string> Seeds { get; init; } = [];

    /// <summary>How many nodes are planned. A majority is one of these, however many are there.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>How long a lease lasts: a pause of the net that is longer ends the children of the side without a majority.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long what a node sees of the others has to stay as it is before it downs those it has lost.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a coordinator waits when a node was removed.</summary>
    public TimeSpan RemovalMargin { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How often members say that they live.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For how long a member may be silent beyond that.</summary>
    public TimeSpan AcceptablePause { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a hand-off may take.</summary>
    public TimeSpan HandoffTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public LeaseTimes Times => new(LostAfter);

    /// <summary>How many members at most have two majorities that must meet.</summary>
    public int MostMembers => (2 * Quorum) - 1;

    public int Quorum => (Nodes / 2) + 1;

    /// <exception cref="ConfigurationException">Something is wrong; the message names all of it.</exception>
    public ClusterOptions Checked()
    {
        var errors = new OptionErrors();
        errors.Require(Hostname.Length > 0, nameof(Hostname), Hostname, "an address or a host name");
        errors.Require(Port is >= 0 and <= 65535, nameof(Port), Port, "0 to 65535");
        errors.Require(Nodes is >= 3 and <= MostNodes, nameof(Nodes), Nodes, "3 to 101: of two nodes none is a majority when the other is gone");
        errors.Require(LostAfter >= TimeSpan.FromMilliseconds(500), nameof(LostAfter), LostAfter, "500 ms or more");
        errors.Require(
            StableAfter >= Times.LeastStableAfter, nameof(StableAfter), StableAfter,
            $"{Times.LeastStableAfter} or more with a lost-after of {LostAfter}: the lease, 1 s for the watchdog, {Times.Drift} for clocks"
            + " that differ and 3 s until others have heard");
        errors.Require(RemovalMargin >= TimeSpan.FromSeconds(1), nameof(RemovalMargin), RemovalMargin, "1 s or more");
        return errors.Found.Count == 0
            ? this
            : throw new ConfigurationException($"The settings of the cluster are wrong: {string.Join("; ", errors.Found)}");
    }
}
