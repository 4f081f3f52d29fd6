using Akka.Actor;
using Spinner.Actors.Cluster.Launching;
using Spinner.Actors.Cluster.Nodes;
using Spinner.Actors.Cluster.Seats;
using Spinner.Actors.Remote.Wire;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Cluster.Tests.Seats;

/// <summary>A node with a spinner of fakes in an actor system of its own.</summary>
sealed class SeatedNode : IAsyncDisposable
{
    /// <summary>A child that is soon stopped when it has nothing to do.</summary>
    public const string Sleepy = "sleepy";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly ActorSystem _local = ActorSystem.Create("local", "akka.loggers = []\nakka.stdout-loglevel = OFF");
    private readonly Names _names;

    public SeatedNode(ClusterNode node, Census census, IReadOnlyList<string> declared)
    {
        Node = node;
        Launcher = census.Launcher();
        var options = new SpinnerOptions
        {
            Launcher = new LeasedLauncher(Launcher, _ => node.Lease),
            Endpoints = new FakeEndpoints(),
            Children = [.. declared.Select(name => new ChildOptions { Name = name, Command = "x", IdleTime = IdleTimeOf(name) })],
        };
        var spinner = (LocalSpinner)_local.CreateSpinner(options);
        _names = Names.Start(node, new Tenancy(node, spinner, declared.Contains, Limit));
    }

    private static TimeSpan? IdleTimeOf(string name) => name == Sleepy ? TimeSpan.FromMilliseconds(500) : null;

    public ClusterNode Node { get; }

    public FakeLauncher Launcher { get; }

    public async Task<object> StartAsync(string name) => (await _names.AskAsync(name, new Start(name), Limit)).Reply;

    public async Task<object> StopAsync(string name) => (await _names.AskAsync(name, new Stop(name), Limit)).Reply;

    public bool Has(string name) => Launcher.LaunchesOf(name).Any(launch => launch.IsAlive);

    /// <summary>Leaves, and hands off what it has.</summary>
    public async Task LeaveAsync()
    {
        await Node.DisposeAsync();
        await _local.Terminate();
    }

    public async ValueTask DisposeAsync() => await _local.Terminate();
}
