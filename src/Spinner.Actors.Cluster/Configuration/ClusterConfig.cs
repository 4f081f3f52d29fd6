using System.Globalization;
using Akka.Configuration;
using Spinner.Actors.Cluster.Messages;
using Spinner.Actors.Configuration;

namespace Spinner.Actors.Cluster.Configuration;

/// <summary>What Akka is told: an actor system that does nothing but cluster.</summary>
static class ClusterConfig
{
    /// <summary>The name of every node's system: members of one cluster have the same.</summary>
    public const string SystemName = "spinner-cluster";

    public static Config Of(ClusterOptions o, string serializer) => ConfigurationFactory.ParseString($$"""
        akka {
          scheduler.tick-duration = 100ms
          coordinated-shutdown { run-by-clr-shutdown-hook = off, exit-clr = off }
          actor {
            provider = cluster
            serializers.spinner-cluster = "{{serializer}}"
            serialization-bindings { "{{typeof(IClusterWire).FullName}}, {{typeof(IClusterWire).Assembly.GetName().Name}}" = spinner-cluster }
          }
          remote.dot-netty.tcp { hostname = {{HoconText.Quote(o.Hostname)}}, port = {{Number(o.Port)}}, maximum-frame-size = 1MiB }
          cluster {
            scheduler.tick-duration = 100ms
            seed-nodes = [{{string.Join(", ", o.Seeds.Select(seed => HoconText.Quote($"akka.tcp://{SystemName}@{seed}")))}}]
            min-nr-of-members = {{Number(o.Quorum)}}
            downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
            down-removal-margin = {{Milliseconds(o.RemovalMargin)}}
            split-brain-resolver {
              active-strategy = static-quorum
              stable-after = {{Milliseconds(o.StableAfter)}}
              down-all-when-unstable = off
              static-quorum.quorum-size = {{Number(o.Quorum)}}
            }
            failure-detector {
              implementation-class = "Akka.Remote.DeadlineFailureDetector, Akka.Remote"
              heartbeat-interval = {{Milliseconds(o.HeartbeatInterval)}}
              acceptable-heartbeat-pause = {{Milliseconds(o.AcceptablePause)}}
            }
            sharding {
              state-store-mode = ddata
              remember-entities = off
              passivate-idle-entity-after = off
              handoff-timeout = {{Milliseconds(o.HandoffTimeout)}}
              distributed-data.durable.keys = []
            }
          }
        }
        """);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) + "ms";
}
