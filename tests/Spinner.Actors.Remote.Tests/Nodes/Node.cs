using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Remote.Tests.Nodes;

/// <summary>An actor system with remoting over real TCP, on a port of its own, and what it told.</summary>
sealed class Node : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    private static readonly Config Quiet = ConfigurationFactory.ParseString(
        "akka { loglevel = INFO, stdout-loglevel = OFF, loggers = [], coordinated-shutdown.phases.service-stop.timeout = 10s }");

    private readonly List<ISpinner> _spinners = [];

    /// <param name="name">Of the actor system.</param>
    /// <param name="options">On top of short heartbeats and a free port.</param>
    /// <param name="client">Whether it is made as one that only controls others.</param>
    public Node(string name, Func<SpinnerRemoteOptions, SpinnerRemoteOptions>? options = null, bool client = false)
    {
        var given = new SpinnerRemoteOptions
        {
            Port = client ? null : 0,
            HeartbeatInterval = TimeSpan.FromMilliseconds(100),
            LostAfter = TimeSpan.FromSeconds(20),
            AnswerTimeout = TimeSpan.FromSeconds(20),
        };
        given = options is null ? given : options(given);
        System = ActorSystem.Create(name, client ? SpinnerRemote.ClientSetup(given, Quiet) : SpinnerRemote.Setup(given, Quiet));
        var listener = System.ActorOf(Props.Create(() => new Listener(this)));
        foreach (var kind in new[] { typeof(LogEvent), typeof(RemoteCommandAudited), typeof(RemoteLeaseLost) })
            System.EventStream.Subscribe(listener, kind);
    }

    public ActorSystem System { get; }

    /// <summary>As others reach it.</summary>
    public string Address => ((ExtendedActorSystem)System).Provider.DefaultAddress.ToString();

    public ConcurrentQueue<string> Logged { get; } = new();

    public ConcurrentQueue<RemoteCommandAudited> Audited { get; } = new();

    public ConcurrentQueue<RemoteLeaseLost> LostLeases { get; } = new();

    /// <summary>Launches of <see cref="Spinner"/>.</summary>
    public FakeLauncher Launcher { get; init; } = FakeLauncher.Obedient();

    /// <summary>The served spinner; its children are fakes.</summary>
    public ISpinner Spinner { get; private set; } = null!;

    /// <summary>A server behind a piece of network that can be cut.</summary>
    public static Node Behind(Cable cable, FakeLauncher? launcher = null, TimeSpan? lostAfter = null) => new("server", o => o with
    {
        Port = cable.Inner,
        PublicPort = cable.Outer,
        LostAfter = lostAfter ?? o.LostAfter,
    })
    {
        Launcher = launcher ?? FakeLauncher.Obedient(),
    };

    /// <summary>Makes <see cref="Spinner"/> with a child <c>web</c> and serves it.</summary>
    public Node Serve(Func<SpinnerOptions, SpinnerOptions>? options = null)
    {
        var given = new SpinnerOptions
        {
            Launcher = Launcher,
            Endpoints = new FakeEndpoints(),
            Children = [new ChildOptions { Name = "web", Command = "any", Environment = new Dictionary<string, string> { ["SECRET"] = "xyzzy" } }],
        };
        Spinner = System.CreateSpinner(options is null ? given : options(given));
        _spinners.Add(Spinner);
        System.ServeSpinner(Spinner);
        return this;
    }

    /// <summary>The spinner of another node.</summary>
    public ISpinner Connect(Node server, string? name = null)
    {
        var spinner = System.ConnectSpinner(server.Address, name);
        _spinners.Add(spinner);
        return spinner;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var spinner in Enumerable.Reverse(_spinners)) await spinner.DisposeAsync();
        await System.Terminate().WaitAsync(Limit);
    }

    private sealed class Listener(Node node) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case RemoteCommandAudited audited: node.Audited.Enqueue(audited); break;
                case RemoteLeaseLost lost: node.LostLeases.Enqueue(lost); break;
                default: node.Logged.Enqueue(message.ToString()!); break;
            }
        }
    }
}
