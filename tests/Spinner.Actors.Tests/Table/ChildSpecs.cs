using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors.Management;
using Spinner.Actors.TestKit;
using Spinner.Actors.Tests.Logs;

namespace Spinner.Actors.Tests.Table;

/// <summary>
/// One child in virtual time: a test brings it into a state, sends it one message and looks at what became of it.
/// What holds for every test is looked at when it ends: see <see cref="Dispose"/>.
/// </summary>
[Collection(TableSystem.Collection)]
public abstract partial class ChildSpecs : IDisposable
{
    protected const string Name = "web";

    private static int _spinners;
    private readonly TableSystem _table;
    private readonly List<Listener> _askers = [];
    private readonly Listener _events;
    private readonly Listener _faults;
    private readonly string _spinner = $"spinner-{Interlocked.Increment(ref _spinners)}";

    protected ChildSpecs(TableSystem table)
    {
        _table = table;
        Launcher = new FakeLauncher(launch => OnLaunch?.Invoke(launch));
        _events = Listen(typeof(ChildEvent));
        _faults = Listen(typeof(UnhandledMessage), typeof(Error));
        Options = new ChildOptions
        {
            Name = Name,
            Command = "any",
            Monitor = MonitorTarget.Path(table.Script),
            StopTimeout = Seconds(10),
            KillTimeout = Seconds(5),
        };
        Setup = new SpinnerSetup(_spinner, Adjust(new SpinnerOptions { Clock = Clock, Children = [Options] }), Launcher, Endpoints)
        {
            Beside = static (work, _) => work(),
        };
        Manager = table.Create(SpinnerManager.Props(Setup), _spinner);
        Child = Find("child-1");
    }

    /// <summary>Those of the child, which is declared: it exists and is stopped. Times: start 30 s, stop 10 s, kill 5 s, fault and tolerance 60 s.</summary>
    protected ChildOptions Options { get; }

    protected AdjustableClock Clock { get; } = new();
    protected FakeLauncher Launcher { get; }

    /// <summary>What every launch does from the start; null: nothing.</summary>
    protected Action<FakeLaunch>? OnLaunch { get; set; }

    protected FakeEndpoints Endpoints { get; } = new();
    protected IActorRef Manager { get; }
    protected IActorRef Child { get; }
    internal SpinnerSetup Setup { get; }

    /// <summary>The latest launch.</summary>
    protected FakeLaunch Launch => Launcher.Last;

    protected ChildInfo Info => Send(new GetChild(Name)).Gets<ChildInfo>();

    /// <summary>The gate of the serving launch.</summary>
    internal LaunchGate? Gate => Setup.Children.TryGet(Name, out var slot) ? slot.Serving : null;

    /// <summary>The actor that owns the latest launch.</summary>
    protected IActorRef LaunchActor => Find($"child-1/launch-{Launcher.Launches.Count}");

    /// <summary>What was logged as an error, or nobody handled.</summary>
    protected IEnumerable<string> Faults => _faults.Heard.Where(f => !FaultEntry.Is(f)).Select(f => f.ToString() ?? "");

    /// <summary>A spec may write to the log as an error.</summary>
    protected bool MayLogErrors { get; set; }

    protected static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>Sends a command and gives the one who will get the answer.</summary>
    protected Listener Send(object command)
    {
        var asker = Asker();
        Manager.Tell(command, asker);
        return asker;
    }

    protected Listener SendDrain()
    {
        var asker = Asker();
        Child.Tell(new Request(new DrainChild(Name), new ActorWaiter(asker)));
        return asker;
    }

    internal ReplyWaiter SendCancellable(object command)
    {
        var waiter = new ReplyWaiter();
        Manager.Tell(new Request(command, waiter));
        return waiter;
    }

    protected Listener Asker(Action<object>? onAnswer = null)
    {
        var asker = new Listener(_table.System) { OnTold = onAnswer };
        _askers.Add(asker);
        return asker;
    }

    /// <summary>How many launches of the child may live at a time.</summary>
    protected virtual int MostAlive => 1;

    protected virtual SpinnerOptions Adjust(SpinnerOptions options) => options;

    protected IActorRef Find(string path) => _table.Find(Manager, path);

    /// <summary>
    /// Of every test: all events were looked at; no more launches of a name live than may, and no endpoint is out but its own; nothing was unhandled and no
    /// actor failed; and once the spinner has ended, everybody who asked has got exactly one answer, and no process and no endpoint is left.
    /// </summary>
    public void Dispose()
    {
        AnswerEndpoints();
        var published = _events.Heard;
        var living = Launcher.Launches.Where(l => l.IsAlive).Select(l => l.Plan).ToList();
        var granted = Endpoints.Out.ToList();
        End();
        _table.System.EventStream.Unsubscribe(_events);
        _table.System.EventStream.Unsubscribe(_faults);

        Assert.Empty(published);
        Assert.Equal(living.Select(plan => plan.Endpoint).Where(e => e != ChildEndpoint.None).ToHashSet(), granted.ToHashSet());
        Assert.All(living.GroupBy(plan => plan.Name), launches => Assert.InRange(launches.Count(), 1, MostAlive));
        if (!MayLogErrors) Assert.Empty(Faults);
        Assert.All(_askers, asker => Assert.Single(asker.Heard));
        Assert.Equal(0, Launcher.Living);
        Assert.Empty(Endpoints.Out);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the spinner.</summary>
    protected void End() => _table.System.Stop(Manager);

    private Listener Listen(params Type[] channels)
    {
        var listener = new Listener(_table.System);
        foreach (var channel in channels) _table.System.EventStream.Subscribe(listener, channel);
        return listener;
    }
}
