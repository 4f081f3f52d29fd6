using Spinner.Actors.Remote.Wire;

namespace Spinner.Actors.Cluster.Wire;

/// <summary>
/// The serializers of a node: ours, and what stands in the place of Akka's that would make objects of any type a peer names. Stateless.
/// </summary>
static class ClusterSerializers
{
    /// <summary>By Akka's names for them. Not here are those of cluster, sharding, singleton and replicated data, whose lists are closed.</summary>
    public static IReadOnlyDictionary<string, Type> All { get; } = new Dictionary<string, Type>
    {
        ["spinner-cluster"] = typeof(ClusterSerializer),
        ["akka-system-msg"] = typeof(ClusterSystemMessages),
        ["json"] = typeof(RefusedJson),
        ["bytes"] = typeof(RefusedBytes),
        ["proto"] = typeof(RefusedProtobuf),
        ["daemon-create"] = typeof(RefusedDeployment),
        ["akka-misc"] = typeof(RefusedMisc),
        ["primitive"] = typeof(RefusedPrimitives),
        ["reliable-delivery"] = typeof(RefusedDelivery),
    };
}
