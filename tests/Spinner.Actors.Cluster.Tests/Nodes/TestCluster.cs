using Akka.Actor;
using Akka.Configuration;
using Akka.Remote;
using Akka.Remote.Transport;
using Spinner.Actors.Cluster.Configuration;
using Spinner.Actors.Cluster.Nodes;
using Spinner.Actors.Cluster.Tests.Launching;

namespace Spinner.Actors.Cluster.Tests.Nodes;

/// <summary>Some nodes in this process, each with an actor system of its own; what they say to each other can be cut off.</summary>
sealed class TestCluster : IAsyncDisposable
{
    private static readonly Config Cuttable = ConfigurationFactory.ParseString("""
        akka.remote.dot-netty.tcp.applied-adapters = ["trttl"]
        akka.loglevel = WARNING
        akka.stdout-loglevel = OFF
        akka.loggers = []
        akka.cluster.gossip-interval = 200ms
        akka.cluster.leader-actions-interval = 200ms
        akka.cluster.periodic-tasks-initial-delay = 200ms
        """);

    private readonly List<ClusterNode> _nodes = [];

    /// <summary>Short times: who is cut off is removed after some seconds. A machine that stands still for less ends nobody's lease.</summary>
    public static ClusterOptions Options { get; } = new()
    {
        Port = 0,
        LostAfter = TimeSpan.FromSeconds(4),
        StableAfter = TimeSpan.FromSeconds(9),
        RemovalMargin = TimeSpan.FromSeconds(1),
        HeartbeatInterval = TimeSpan.FromMilliseconds(300),
        AcceptablePause = TimeSpan.FromSeconds(3),
    };

    public IReadOnlyList<ClusterNode> Nodes => _nodes;

    public static async Task<TestCluster> StartAsync(int nodes)
    {
        var cluster = new TestCluster();
        for (var i = 0; i < nodes; i++) cluster._nodes.Add(ClusterNode.Start(Options, new FakeWatchdog(), TimeProvider.System, Cuttable));
        var first = AddressOf(cluster._nodes[0]);
        foreach (var node in cluster._nodes) global::Akka.Cluster.Cluster.Get(node.System).Join(first);
        await Eventually.HoldsAsync(() => cluster._nodes.All(node => node.Lease.IsAcknowledged), "every node has its lease");
        return cluster;
    }

    /// <summary>Nothing goes from the node to the others, or from them to it, until it is healed.</summary>
    public Task CutOffAsync(ClusterNode node) => ThrottleAsync(node, Blackhole.Instance);

    public Task HealAsync(ClusterNode node) => ThrottleAsync(node, Unthrottled.Instance);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.System.Terminate();
        foreach (var node in _nodes) await node.Lease.DisposeAsync();
    }

    private async Task ThrottleAsync(ClusterNode node, ThrottleMode mode)
    {
        foreach (var other in _nodes.Where(other => other != node))
        {
            await ManageAsync(node, AddressOf(other), mode);
            await ManageAsync(other, AddressOf(node), mode);
        }
    }

    private static Task<bool> ManageAsync(ClusterNode node, Address address, ThrottleMode mode) =>
        ((IRemoteActorRefProvider)((ExtendedActorSystem)node.System).Provider).Transport
        .ManagementCommand(new SetThrottle(address, ThrottleTransportAdapter.Direction.Both, mode));

    private static Address AddressOf(ClusterNode node) => global::Akka.Cluster.Cluster.Get(node.System).SelfAddress;
}
