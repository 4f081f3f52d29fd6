using Akka.Actor;
using Akka.Configuration;
using Spinner.Actors.TestKit;

namespace Spinner.Actors.Tests.Table;

/// <summary>One actor system in virtual time for all specs that share it: each fact has a spinner of its own in it.</summary>
public sealed class TableSystem : IDisposable
{
    public const string Collection = "one actor system in virtual time";

    private static readonly Config Quiet = ConfigurationFactory.ParseString("akka { loglevel = WARNING, stdout-loglevel = OFF, loggers = [] }");
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("spinner-table-");
    private readonly IActorRef _root;

    public TableSystem() : this(Config.Empty) { }

    internal TableSystem(Config more)
    {
        System = ActorSystem.Create("table", more.WithFallback(Quiet).WithFallback(VirtualTime.Config));
        _root = System.ActorOf<Root>("root");
        Script = Path.Combine(_directory.FullName, "script");
        File.WriteAllText(Script, "as it was");
    }

    public ActorSystem System { get; }

    /// <summary>A file that exists and is never written again.</summary>
    public string Script { get; }

    /// <summary>Makes an actor that is there on return. Those right below the guardian come to be on its thread, some time later.</summary>
    public IActorRef Create(Props props, string name)
    {
        var made = new Make(props, name);
        _root.Tell(made);
        return made.Actor.Task.GetAwaiter().GetResult(); // only the first time not there yet
    }

    /// <summary>The actor of a path below that of another.</summary>
    public IActorRef Find(IActorRef above, string path) => ((ExtendedActorSystem)System).Provider.ResolveActorRef((above.Path / path.Split('/')).ToString());

    public void Dispose()
    {
        System.Dispose();
        _directory.Delete(recursive: true);
    }

    private sealed record Make(Props Props, string Name)
    {
        public TaskCompletionSource<IActorRef> Actor { get; } = new();
    }

    private sealed class Root : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

        protected override void OnReceive(object message)
        {
            if (message is Make make) make.Actor.SetResult(Context.ActorOf(make.Props, make.Name));
        }
    }
}

[CollectionDefinition(TableSystem.Collection)]
public sealed class TableDefinition : ICollectionFixture<TableSystem>;
