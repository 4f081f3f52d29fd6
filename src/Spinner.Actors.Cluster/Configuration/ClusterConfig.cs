using System.Globalization;
using Akka.Configuration;
using Spinner.Actors.Cluster.Leases;
using Spinner.Actors.Cluster.Messages;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Cluster.Configuration;

/// <summary>What Akka is told: an actor system that does nothing but cluster.</summary>
static class ClusterConfig
{
    /// <summary>The name of every node's system: members of one cluster have the same.</summary>
    public const string SystemName = "spinner-cluster";

    /// <summary>The type of all that is sharded.</summary>
    public const string ShardedType = "names";

    /// <summary>The name of the actor that asks for leases.</summary>
    public const string Lease = "lease";

    /// <summary>The name of the actor that answers about all that a node has.</summary>
    public const string RollName = "roll";

    /// <summary>What every node says of the shards it knows: another count would give a name two places.</summary>
    public static readonly string ShardsRole = $"shards-{Number(Shards.Count)}";

    private const string NameRole = "name-";

    // Selections of other paths are dropped.
    private static readonly string[] Trusted =
    [
        "/system/cluster/core/daemon", "/system/cluster/heartbeatReceiver", "/system/remote-watcher", "/system/sharding/replicator",
        $"/system/sharding/{ShardedType}Coordinator", $"/system/sharding/{ShardedType}Coordinator/singleton/coordinator",
        $"/user/{Lease}", $"/user/{RollName}",
    ];

    /// <param name="o">They are right.</param>
    /// <param name="serializers">What stands in <c>akka.actor.serializers</c>; the first name is that of our messages.</param>
    public static Config Of(ClusterOptions o, IReadOnlyDictionary<string, Type> serializers) => ConfigurationFactory.ParseString($$"""
        akka {
          loggers = []
          stdout-loglevel = OFF
          scheduler.tick-duration = 100ms
          coordinated-shutdown {
            run-by-clr-shutdown-hook = off, exit-clr = off
            phases.cluster-sharding-shutdown-region.timeout = {{HoconText.Duration(o.HandoffTimeout)}}
          }
          actor {
            provider = cluster
            serializers { {{string.Join(", ", serializers.Select(s => $"{s.Key} = \"{s.Value.FullName}, {s.Value.Assembly.GetName().Name}\""))}} }
            serialization-bindings { "{{typeof(IClusterWire).FullName}}, {{typeof(IClusterWire).Assembly.GetName().Name}}" = spinner-cluster }
          }
          remote {
            untrusted-mode = on
            trusted-selection-paths = {{HoconText.List(Trusted)}}
          }
          remote.dot-netty.tcp { hostname = {{HoconText.Quote(o.Hostname)}}, port = {{Number(o.Port)}}, maximum-frame-size = 1MiB }
          cluster {
            scheduler.tick-duration = 100ms
            seed-nodes = {{HoconText.List(o.Seeds.Select(seed => $"akka.{(o.Tls is null ? "tcp" : "ssl.tcp")}://{SystemName}@{seed}"))}}
            roles = {{HoconText.List(o.Name is { } name ? [ShardsRole, NameRole + name] : [ShardsRole])}}
            min-nr-of-members = {{Number(o.Quorum)}}
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            down-removal-margin = {{HoconText.Duration(o.RemovalMargin)}}
            split-brain-resolver {
              active-strategy = static-quorum
              stable-after = {{HoconText.Duration(o.StableAfter)}}
              down-all-when-unstable = off
              static-quorum.quorum-size = {{Number(o.Quorum)}}
            }
            failure-detector {
              implementation-class = "Akka.Remote.DeadlineFailureDetector, Akka.Remote"
              heartbeat-interval = {{HoconText.Duration(o.HeartbeatInterval)}}
              acceptable-heartbeat-pause = {{HoconText.Duration(o.AcceptablePause)}}
            }
            sharding {
              state-store-mode = ddata
              remember-entities = off
              passivate-idle-entity-after = off
              handoff-timeout = {{HoconText.Duration(o.HandoffTimeout)}}
              distributed-data.durable.keys = []
            }
          }
        }
        """);

    /// <summary>How a node with these roles calls itself; null: by its address.</summary>
    public static string? NameIn(IEnumerable<string> roles) =>
        roles.FirstOrDefault(static role => role.StartsWith(NameRole, StringComparison.Ordinal))?[NameRole.Length..];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
