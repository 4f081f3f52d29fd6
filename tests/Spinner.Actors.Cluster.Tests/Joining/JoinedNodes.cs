using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Spinner.Actors.Cluster.Tests.Seats;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Cluster.Tests.Joining;

/// <summary>Nodes in this process as their users have them, with fakes for processes; what they log is heard.</summary>
sealed class JoinedNodes : IAsyncDisposable
{
    public const string Child = "web";

    // Those who look for each other do so at once.
    private static readonly Config Hasty = ConfigurationFactory.ParseString("""
        akka.cluster.seed-node-timeout = 2s
        akka.cluster.gossip-interval = 200ms
        akka.cluster.leader-actions-interval = 200ms
        akka.cluster.periodic-tasks-initial-delay = 200ms
        """);

    private readonly TempDirectory _directory = new();
    private readonly List<ActorSystem> _systems = [];
    private readonly List<SpinnerCluster> _nodes = [];

    public Census Census { get; } = new();

    /// <summary>Of as many nodes as a test may want.</summary>
    public IReadOnlyList<int> Ports { get; } = [.. Enumerable.Range(0, 4).Select(_ => Dummy.FreeTcp().Port)];

    /// <summary>By the order in which they joined.</summary>
    public IReadOnlyList<SpinnerCluster> All => _nodes;

    /// <summary>Warnings and errors of each.</summary>
    public IReadOnlyList<ConcurrentQueue<string>> Logs { get; } = [.. Enumerable.Range(0, 4).Select(_ => new ConcurrentQueue<string>())];

    /// <summary>As short as they may be when machines stand still for some seconds.</summary>
    public static ClusterOptions Options { get; } = new()
    {
        LostAfter = TimeSpan.FromSeconds(4),
        StableAfter = TimeSpan.FromSeconds(9),
        RemovalMargin = TimeSpan.FromSeconds(1),
        HeartbeatInterval = TimeSpan.FromMilliseconds(300),
    };

    /// <summary>Joins as <c>node-0</c> and so on, with the ports of so many seeds.</summary>
    public SpinnerCluster Join(int i, ClusterOptions options, int seeds = 3)
    {
        var system = ActorSystem.Create("app", "akka.loggers = []\nakka.stdout-loglevel = OFF");
        _systems.Add(system);
        var log = Logs[i];
        system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new Listener(log))), typeof(LogEvent));
        var cluster = SpinnerClusterExtensions.Join(
            system,
            options with { Name = $"node-{i}", Port = Ports[i], Seeds = [.. Ports.Take(seeds).Select(port => $"127.0.0.1:{port}")] },
            new SpinnerOptions
            {
                Launcher = Census.Launcher(), Endpoints = new FakeEndpoints(), RunDirectory = _directory.PathOf($"node-{i}"),
                Children = [new ChildOptions { Name = Child, Command = "x" }],
            },
            SpinnerExtensions.DefaultName, Hasty);
        _nodes.Add(cluster);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        foreach (var system in _systems) await system.Terminate();
        _directory.Dispose();
    }

    private sealed class Listener(ConcurrentQueue<string> log) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Warning or Error) log.Enqueue(message.ToString()!);
        }
    }
}
