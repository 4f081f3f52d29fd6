using System.Globalization;
using System.Net;
using Akka.Configuration;
using Spinner.Actors.Configuration;
using Spinner.Actors.Remote.Configuration;

namespace Spinner.Actors.Cluster.Configuration;

/// <summary>What is wrong with options of a cluster.</summary>
static class ClusterOptionsCheck
{
    private const int MostNodes = 101;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private const string Loopback =
        "127.0.0.1 or localhost without Tls: whoever reaches the port of a node could run anything on it";
    private const string Reachable = "an address or a host name by which the others reach this node";

    /// <exception cref="ConfigurationException">Something is wrong; the message names all of it.</exception>
    public static ClusterOptions Checked(this ClusterOptions o) => Checked(o, new OptionErrors());

    /// <summary>The same for a node that finds the cluster by itself.</summary>
    /// <exception cref="ConfigurationException">Something is wrong; the message names all of it.</exception>
    public static ClusterOptions CheckedToJoin(this ClusterOptions o)
    {
        var errors = new OptionErrors();
        errors.Require(o.Seeds.Count > 0, nameof(o.Seeds), "empty", "at least one host:port, the same list on every node");
        return Checked(o, errors);
    }

    private static ClusterOptions Checked(ClusterOptions o, OptionErrors errors)
    {
        errors.Require(o.Name is null || IsName(o.Name), nameof(o.Name), o.Name, "1 to 64 letters, digits, '-', '_' and '.'");
        if (o.Tls is null) errors.Require(IsLoopback(o.Hostname), nameof(o.Hostname), o.Hostname, Loopback);
        else errors.Require(IsReachable(o.Hostname), nameof(o.Hostname), o.Hostname, Reachable);
        errors.Require(o.Port is >= 0 and <= 65535, nameof(o.Port), o.Port, "0 to 65535");
        foreach (var seed in o.Seeds)
        {
            if (HostOf(seed) is not { } host) errors.Add(nameof(o.Seeds), seed, "host:port, the port from 1 to 65535");
            else errors.Require(o.Tls is not null || IsLoopback(host), nameof(o.Seeds), seed, Loopback);
        }

        errors.Require(
            o.Nodes is >= 3 and <= MostNodes, nameof(o.Nodes), o.Nodes, "3 to 101: of two nodes none is a majority when the other is gone");
        errors.Within(o.LostAfter, TimeSpan.FromMilliseconds(500), "500 ms", nameof(o.LostAfter));
        errors.Within(o.StableAfter, TimeSpan.FromSeconds(1), "1 s", nameof(o.StableAfter));
        if (o.LostAfter > TimeSpan.Zero && o.LostAfter <= Longest) errors.Require(
            o.StableAfter >= o.Times.LeastStableAfter, nameof(o.StableAfter), o.StableAfter,
            $"{o.Times.LeastStableAfter} or more with a lost-after of {o.LostAfter}: the lease, 1 s for the watchdog, {o.Times.Drift} for clocks"
            + " that differ and 3 s until others have heard");
        errors.Within(o.RemovalMargin, TimeSpan.FromSeconds(1), "1 s", nameof(o.RemovalMargin));
        errors.Within(o.HeartbeatInterval, TimeSpan.FromMilliseconds(100), "100 ms", nameof(o.HeartbeatInterval));
        errors.Within(o.AcceptablePause, TimeSpan.FromMilliseconds(500), "500 ms", nameof(o.AcceptablePause));
        errors.Within(o.HandoffTimeout, TimeSpan.FromSeconds(15), "15 s", nameof(o.HandoffTimeout));
        return errors.Found.Count == 0
            ? o
            : throw new ConfigurationException($"The settings of the cluster are wrong: {string.Join("; ", errors.Found)}");
    }

    private static void Within(this OptionErrors errors, TimeSpan value, TimeSpan least, string leastText, string name) =>
        errors.Require(value >= least && value <= Longest, name, value, $"{leastText} to 1 h");

    private static bool IsLoopback(string host) => RemoteOptionsCheck.IsLoopback(host) && !host.Contains(':', StringComparison.Ordinal);

    // IPv6 is nothing that was tried.
    private static bool IsReachable(string host) =>
        Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 && host != IPAddress.Any.ToString();

    private static bool IsName(string name) =>
        name.Length is >= 1 and <= 64 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <returns>Null: it is no <c>host:port</c>.</returns>
    private static string? HostOf(string? seed)
    {
        var colon = seed?.LastIndexOf(':') ?? -1;
        var isOne = colon > 0 && ushort.TryParse(seed.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0;
        return isOne ? seed![..colon] : null;
    }
}
