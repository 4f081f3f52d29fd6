using Akka.Actor;
using Akka.Event;
using Spinner.Actors.Management;
using Spinner.Actors.TestKit;
using Spinner.Actors.Tests.Logs;
using Spinner.Actors.Tests.Table;
using Spinner.Processes;

namespace Spinner.Actors.Tests.Needs;

/// <summary>
/// Several children in virtual time, on the thread of the test. Processes obey SIGTERM and SIGKILL; servers are ready when the test says so. What holds
/// for every test is looked at when it ends: see <see cref="Dispose"/>.
/// </summary>
[Collection(TableSystem.Collection)]
public abstract class NeedSpecs : IDisposable
{
    private const int MostLaunches = 2000;

    private static int _spinners;
    private readonly TableSystem _table;
    private readonly List<Listener> _askers = [];
    private readonly Listener _faults;
    private readonly string _spinner = $"needs-{Interlocked.Increment(ref _spinners)}";

    protected NeedSpecs(TableSystem table)
    {
        _table = table;
        Launcher = new FakeLauncher(Play);
        _faults = new Listener(table.System);
        foreach (var channel in new[] { typeof(UnhandledMessage), typeof(Error) }) table.System.EventStream.Subscribe(_faults, channel);
        Events = new Listener(table.System);
        table.System.EventStream.Subscribe(Events, typeof(ChildEvent));
        var options = new SpinnerOptions { Clock = Clock, Children = Declared, MaxRunning = MaxRunning, MemoryBudget = Budget, Room = Room, StateDirectory = StateDirectory };
        Setup = new SpinnerSetup(_spinner, options, Launcher, Endpoints)
        {
            Machine = new MachineMemory(MachineRoot),
            Beside = (work, _) =>
            {
                WorksBeside++;
                work();
            },
        };
        Manager = table.Create(SpinnerManager.Props(Setup), _spinner);
    }

    protected abstract IReadOnlyList<ChildOptions> Declared { get; }

    /// <summary>How many may run at a time; null: as many as it takes.</summary>
    protected virtual int? MaxRunning => null;

    /// <summary>How much memory they may hold together; null: as much as it takes.</summary>
    protected virtual MemoryBudget? Budget => null;

    /// <summary>What stands for the root of the machine's files about its memory; as it is they do not exist.</summary>
    protected virtual string MachineRoot => Path.Combine(Path.GetTempPath(), "spinner-no-machine");

    /// <summary>Where what is learned is kept; null: nowhere.</summary>
    protected virtual string? StateDirectory => null;

    /// <summary>Those that exclude each other.</summary>
    protected virtual IReadOnlyDictionary<string, RoomGroup> Room { get; } = new Dictionary<string, RoomGroup>();

    /// <summary>How much was done beside the actors so far.</summary>
    protected int WorksBeside { get; private set; }

    /// <summary>A file that exists.</summary>
    protected string Script => _table.Script;

    protected AdjustableClock Clock { get; } = new();

    protected FakeLauncher Launcher { get; }

    protected FakeEndpoints Endpoints { get; } = new();

    protected IActorRef Manager { get; }

    internal SpinnerSetup Setup { get; }

    protected Listener Events { get; }

    /// <summary>Those whose processes become ready, or end well, at once.</summary>
    protected HashSet<string> Prompt { get; } = [];

    /// <summary>Those whose processes do not obey SIGTERM.</summary>
    protected HashSet<string> Stubborn { get; } = [];

    /// <summary>Looks at every launch before it does anything.</summary>
    protected Action<TestKit.FakeLaunch>? OnLaunch { get; set; }

    protected bool AllAnswered => _askers.TrueForAll(static asker => asker.Heard.Count > 0);

    /// <summary>All launches of all children, in their order, by name.</summary>
    protected IEnumerable<string> Launches => Launcher.Launches.Select(l => l.Plan.Name);

    protected static ChildOptions Server(string name, params IReadOnlyList<ChildNeed> needs) =>
        new() { Name = name, Command = "any", StopTimeout = Seconds(10), KillTimeout = Seconds(5), Needs = needs };

    protected static ChildOptions Task(string name, params IReadOnlyList<ChildNeed> needs) => ChildOptions.Task(name, "any") with { Needs = needs };

    protected static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>Sends a command and gives the one who will get the answer.</summary>
    protected Listener Send(object command)
    {
        var asker = Asker();
        Manager.Tell(command, asker);
        return asker;
    }

    protected Listener Asker()
    {
        var asker = new Listener(_table.System);
        _askers.Add(asker);
        return asker;
    }

    protected Listener Start(string name) => Send(new StartChild(name));

    protected IActorRef Find(string path) => _table.Find(Manager, path);

    /// <summary>The latest launch of a child.</summary>
    protected FakeLaunch Launch(string name) => Launcher.LaunchesOf(name)[^1];

    protected int LaunchesOf(string name) => Launcher.LaunchesOf(name).Count;

    protected ChildState State(string name) => Info(name).State;

    protected ChildInfo Info(string name) => Setup.Children.TryGet(name, out var slot) ? slot.View.ToInfo(Clock) : throw new InvalidOperationException($"No {name}.");

    /// <summary>Who holds a child that serves.</summary>
    protected IReadOnlyList<string> HeldBy(string name) => Info(name).AliveBecause?.Leases ?? [];

    /// <summary>
    /// Of every test: nothing was unhandled and no actor failed; and once the spinner has ended, everybody who asked has got exactly one answer, and no
    /// process and no endpoint is left.
    /// </summary>
    public void Dispose()
    {
        _table.System.Stop(Manager);
        foreach (var listener in new[] { _faults, Events }) _table.System.EventStream.Unsubscribe(listener);
        if (_faults.Heard.FirstOrDefault(f => !FaultEntry.Is(f)) is { } fault) Assert.Fail(fault.ToString());
        Assert.All(_askers, asker => Assert.Single(asker.Heard));
        Assert.Equal(0, Launcher.Living);
        Assert.Empty(Endpoints.Out);
        GC.SuppressFinalize(this);
    }

    private void Play(FakeLaunch launch)
    {
        if (Launcher.Launches.Count > MostLaunches) throw new InvalidOperationException("Launches never end.");
        OnLaunch?.Invoke(launch);
        launch.OnTerminate = l =>
        {
            if (!Stubborn.Contains(l.Plan.Name)) l.Exit(0);
        };
        launch.OnKill = static l => l.ExitBySignal(9);
        if (!Prompt.Contains(launch.Plan.Name)) return;
        if (launch.Plan.Ready == Readiness.Exit) launch.Exit(0);
        else launch.BecomeReady();
    }
}
