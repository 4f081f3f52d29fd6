using Akka.Configuration;
using Spinner.Actors.Configuration;
using Spinner.Processes;

namespace Spinner.Actors.Cluster.Configuration;

/// <summary>What of a spinner does not go with a cluster, where another node may own any name.</summary>
static class ClusteredChildrenCheck
{
    // What a seat needs beside the stop itself: the coordinator ends it by force 5 s before the time is over.
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(10);

    /// <param name="spinner">All there is of it, right by itself.</param>
    /// <param name="cluster">Right by itself.</param>
    /// <exception cref="ConfigurationException">Something does not go with it; the message names all of it.</exception>
    public static void Check(SpinnerOptions spinner, ClusterOptions cluster)
    {
        var errors = new OptionErrors();
        errors.Require(
            spinner.Orphans is not OrphanPolicy.Keep, nameof(spinner.Orphans), spinner.Orphans, "Kill in a cluster: names go on elsewhere");
        var reader = new ChildSpecReader(spinner);
        foreach (var child in spinner.Children)
            if (reader.TryRead(child, out var spec, out _)) Check(errors, spec, cluster);
        if (errors.Found.Count > 0)
            throw new ConfigurationException($"These children cannot be in a cluster: {string.Join("; ", errors.Found)}");
    }

    private static void Check(OptionErrors errors, ChildSpec child, ClusterOptions cluster)
    {
        var found = new OptionErrors();
        var stop = child.StopTimeout + child.KillTimeout + Spare;
        found.Require(
            stop <= cluster.HandoffTimeout, nameof(ChildOptions.StopTimeout), child.StopTimeout,
            $"so long that with the kill-timeout and 10 s it is the cluster's hand-off time-out, {cluster.HandoffTimeout}, at most; it is {stop}");
        var needs = string.Join(", ", child.Needs.Select(static need => need.Name));
        found.Require(needs.Length == 0, nameof(ChildOptions.Needs), needs, "none: another node may own what is needed");
        if (child.Autostart)
            found.AddShown(child.IsKept ? nameof(ChildOptions.Keep) : nameof(ChildOptions.Autostart), "true", "false: start it on any node when it is wanted");
        found.Require(!child.Overlaps, nameof(ChildOptions.Reload), ReloadMode.Overlap, "another one: of a name never two run");
        errors.AddRange(SpinnerOptionsCheck.PlaceOf(child.Name), found.Found);
    }
}
