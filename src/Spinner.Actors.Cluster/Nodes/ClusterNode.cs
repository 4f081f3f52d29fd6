using System.Net.Sockets;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Akka.Configuration;
using Akka.DistributedData;
using Akka.Event;
using Akka.Remote;
using Spinner.Actors.Cluster.Configuration;
using Spinner.Actors.Cluster.Leases;
using Spinner.Actors.Cluster.Wire;
using Spinner.Processes;

namespace Spinner.Actors.Cluster.Nodes;

/// <summary>One run of this node in a cluster: an actor system of its own, and what this node holds. Safe for concurrent use.</summary>
sealed class ClusterNode : IAsyncDisposable
{
    private readonly Lazy<Task> _end;

    private ClusterNode(ActorSystem system, ClusterOptions options, IWatchdog watchdog, TimeProvider clock)
    {
        System = system;
        Self = Membership.RunOf(global::Akka.Cluster.Cluster.Get(system).SelfUniqueAddress);
        _end = new Lazy<Task>(EndAsync);
        var log = system.Log;
        var holder = new LeaseHolder(Self, options.Nodes, options.Times);
        Lease = new NodeLease(holder, watchdog, clock, notice => log.Warning("{Notice}", notice));
        Held = new HeldShards(Lease);
        Asking = system.ActorOf(Props.Create(() => new LeaseActor(Self, Lease, options.Times, options.MostMembers, Held.Tell)), ClusterConfig.Lease);
    }

    /// <summary>That of the cluster, and of nothing else.</summary>
    public ActorSystem System { get; }

    /// <summary>This run.</summary>
    public NodeRun Self { get; }

    /// <summary>What it holds.</summary>
    public NodeLease Lease { get; }

    /// <summary>Who waits for it.</summary>
    public HeldShards Held { get; }

    /// <summary>Asks the members.</summary>
    private IActorRef Asking { get; }

    /// <summary>Starts one, which looks for the cluster by itself where seeds are given.</summary>
    /// <param name="options">They are checked.</param>
    /// <param name="watchdog">Disposed with this.</param>
    /// <param name="clock">Counts while the machine is suspended.</param>
    /// <param name="over">Wins over what Akka is told otherwise.</param>
    /// <exception cref="ConfigurationException">The options are wrong; the message names all of it.</exception>
    /// <exception cref="IOException">It cannot listen there; the watchdog is the caller's.</exception>
    public static ClusterNode Start(ClusterOptions options, IWatchdog watchdog, TimeProvider clock, Config? over = null)
    {
        options.Checked();
        var tls = NodeTls.Read(options);
        var config = (tls is null ? Config.Empty : NodeTls.Of())
            .WithFallback(ClusterConfig.Of(options, ClusterSerializers.All))
            .WithFallback(ClusterSharding.DefaultConfig())
            .WithFallback(ClusterSingleton.DefaultConfig())
            .WithFallback(DistributedData.DefaultConfig());
        var own = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(over is null ? config : over.WithFallback(config)));
        var setup = (tls?.Setups ?? []).Aggregate(own, static (made, next) => made.And(next));
        return new ClusterNode(Listen(options, setup), options, watchdog, clock);
    }

    private static ActorSystem Listen(ClusterOptions options, ActorSystemSetup setup)
    {
        try
        {
            return ActorSystem.Create(ClusterConfig.SystemName, setup);
        }
        catch (Exception refused) when (refused.GetBaseException() is SocketException or RemoteTransportException)
        {
            throw new IOException(
                $"This node cannot listen on {options.Hostname}:{options.Port}: {refused.GetBaseException().Message}", refused);
        }
    }

    /// <summary>What it logs from now on is published to another system, which has the loggers.</summary>
    public void PublishLogTo(ActorSystem to) =>
        System.EventStream.Subscribe(System.ActorOf(Props.Create(() => new NodeLog(to.EventStream)), "log"), typeof(LogEvent));

    /// <summary>Claims a shard, and asks for it at once.</summary>
    public void Claim(int shard)
    {
        Lease.Claim(shard);
        Asking.Tell(LeaseActor.Ask.Now, ActorRefs.NoSender);
    }

    /// <summary>Gives a shard back when nothing of it lives, and says so at once.</summary>
    public void Release(int shard)
    {
        Lease.Release(shard);
        Asking.Tell(LeaseActor.Ask.Now, ActorRefs.NoSender);
    }

    /// <summary>Hands off what it has and leaves. Does nothing the second time but wait.</summary>
    public ValueTask DisposeAsync() => new(_end.Value);

    private async Task EndAsync()
    {
        await CoordinatedShutdown.Get(System).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance).ConfigureAwait(false);
        await System.WhenTerminated.ConfigureAwait(false);
        await Lease.DisposeAsync().ConfigureAwait(false);
    }
}
