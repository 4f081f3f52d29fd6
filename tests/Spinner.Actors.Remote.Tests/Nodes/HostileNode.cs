using System.Threading.Channels;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Spinner.Actors.Remote.Access;
using Spinner.Remote.Peer;
using Terminate = Akka.Dispatch.SysMsg.Terminate;

namespace Spinner.Actors.Remote.Tests.Nodes;

/// <summary>A node that says what it likes: any message of Akka, with the serializers Akka comes with, and forged ones of ours.</summary>
sealed class HostileNode : IAsyncDisposable
{
    private static readonly Config Everything = ConfigurationFactory.ParseString($$"""
        akka.actor {
          serializers {
            json = "Akka.Serialization.NewtonSoftJsonSerializer, Akka"
            bytes = "Akka.Serialization.ByteArraySerializer, Akka"
            proto = "Akka.Remote.Serialization.ProtobufSerializer, Akka.Remote"
            daemon-create = "Akka.Remote.Serialization.DaemonMsgCreateSerializer, Akka.Remote"
            akka-misc = "Akka.Remote.Serialization.MiscMessageSerializer, Akka.Remote"
            primitive = "Akka.Remote.Serialization.PrimitiveSerializers, Akka.Remote"
            akka-system-msg = "Akka.Remote.Serialization.SystemMessageSerializer, Akka.Remote"
            spinner = "{{typeof(ForgingSerializer).FullName}}, {{typeof(ForgingSerializer).Assembly.GetName().Name}}"
          }
          serialization-bindings {
            "{{typeof(Forged).FullName}}, {{typeof(Forged).Assembly.GetName().Name}}" = spinner
            "{{typeof(ISpinnerWire).FullName}}, Spinner.Actors" = json
          }
        }
        akka.remote.untrusted-mode = off
        akka.remote.dot-netty.tcp.maximum-frame-size = 200000000b
        akka.remote.dot-netty.tcp.send-buffer-size = 200000000b
        akka { stdout-loglevel = OFF, loggers = [] }
        # An actor that was to be made on the other node never says that it has ended.
        akka.coordinated-shutdown.phases.actor-system-terminate.timeout = 1s
        """);

    private readonly Channel<object> _heard = Channel.CreateUnbounded<object>();
    private readonly Dictionary<string, IActorRef> _ears = [];
    private readonly IActorRef _ear;

    public HostileNode(string name, Func<SpinnerRemoteOptions, SpinnerRemoteOptions>? options = null)
    {
        var given = new SpinnerRemoteOptions { Port = 0 };
        var setup = SpinnerRemote.Setup(options is null ? given : options(given), Config.Empty);
        var config = setup.Get<BootstrapSetup>().Value.Config.Value;
        System = ActorSystem.Create(name, setup.And(BootstrapSetup.Create().WithConfig(Everything.WithFallback(config))));
        _ear = System.ActorOf(Props.Create(() => new Ear(_heard.Writer)));
    }

    public ActorSystem System { get; }

    /// <summary>A ref to any actor of the server whose path is known, as a message from there would carry it.</summary>
    public IActorRef Ref(string server, string path) => ((ExtendedActorSystem)System).Provider.ResolveActorRef(server + path);

    /// <summary>Tells the gate something through a selection.</summary>
    public void Say(string server, object message) => System.ActorSelection(server + AccessGate.Path).Tell(message, _ear);

    /// <summary>The same.</summary>
    public void Say(Node server, object message) => Say(server.Address, message);

    /// <summary>The same as another of this node's clients.</summary>
    public void SayAs(string client, Node server, object message) => System.ActorSelection(server.Address + AccessGate.Path).Tell(message, EarOf(client));

    /// <summary>Tells any actor something by its path.</summary>
    public void SayTo(string server, string path, object message) => Ref(server, path).Tell(message, _ear);

    /// <summary>Everything Akka has to end an actor, or to find out about it.</summary>
    public void Attack(string server, string path)
    {
        SayTo(server, path, PoisonPill.Instance);
        SayTo(server, path, Kill.Instance);
        SayTo(server, path, new Identify(1));
        System.ActorSelection(server + path).Tell(PoisonPill.Instance);
        ((IInternalActorRef)Ref(server, path)).SendSystemMessage(new Terminate());
        ((IInternalActorRef)Ref(server, path)).Stop();
        ((IInternalActorRef)Ref(server, path)).Suspend();
    }

    /// <summary>Has an actor of its own made by the other node.</summary>
    public void Deploy(string server) => System
        .ActorOf(Props.Create<Gadget.Actor>().WithDeploy(new Deploy(new RemoteScope(Address.Parse(server)))), "gadget").Tell("run");

    /// <summary>The next forged message that comes.</summary>
    public async Task<T> HearAsync<T>()
    {
        using var limit = new CancellationTokenSource(Node.Limit);
        while (true)
            if (await _heard.Reader.ReadAsync(limit.Token) is Forged forged && forged.Read() is T heard) return heard;
    }

    private IActorRef EarOf(string client)
    {
        if (!_ears.TryGetValue(client, out var ear)) _ears[client] = ear = System.ActorOf(Props.Create(() => new Ear(_heard.Writer)));
        return ear;
    }

    public Task DisposeAsync() => System.Terminate().WaitAsync(Node.Limit);

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    private sealed class Ear(ChannelWriter<object> heard) : UntypedActor
    {
        protected override void OnReceive(object message) => heard.TryWrite(message);
    }
}
