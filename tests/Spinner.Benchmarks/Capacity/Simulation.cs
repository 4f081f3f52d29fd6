using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using Spinner.Actors;
using Spinner.Actors.Capacity;
using Spinner.Actors.Management;
using Spinner.Actors.Signals;
using Spinner.Actors.TestKit;
using Spinner.Actors.Uses;
using Spinner.Processes;

namespace Spinner.Benchmarks.Capacity;

/// <summary>What came of a load.</summary>
/// <param name="Waited">Seconds that clients waited, all together.</param>
/// <param name="ColdStarts">How many processes were launched.</param>
/// <param name="PeakBytes">The most that all held at a time.</param>
/// <param name="EvictedUsed">Processes told to stop while they were used.</param>
/// <param name="Starved">Uses that were refused, or never came to be.</param>
internal sealed record Outcome(double Waited, int ColdStarts, long PeakBytes, int EvictedUsed, int Starved);

/// <summary>The real admission and state machine, on a clock that goes from event to event, with processes that do not exist. Used once.</summary>
internal sealed class Simulation
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static int s_spinners;

    private readonly FakeTimeProvider _clock = new();
    private readonly PriorityQueue<Action, (TimeSpan At, int Order)> _events = new();
    private readonly Dictionary<string, App> _apps;
    private readonly Dictionary<string, int> _uses = [];
    private readonly Policy _policy;
    private readonly SpinnerSetup _setup;
    private readonly IActorRef _manager;
    private TimeSpan _now;
    private double _waited;
    private long _held, _peak;
    private int _scheduled, _launches, _evictedUsed, _owed, _refused;

    private Simulation(ActorSystem system, IReadOnlyList<App> apps, Policy policy, MemoryBudget budget, TimeSpan idle)
    {
        (_apps, _policy) = (apps.ToDictionary(a => a.Name), policy);
        var launcher = new FakeLauncher(Play);
        var options = new SpinnerOptions
        {
            Clock = _clock, MemoryBudget = budget, Defaults = new ChildOptions { IdleTime = idle, StartTimeout = ChildOptions.Never },
            Children = [.. apps.Select(a => new ChildOptions { Name = a.Name, Command = "any" })],
        };
        _setup = new SpinnerSetup($"capacity-{Interlocked.Increment(ref s_spinners)}", options, launcher, new FakeEndpoints())
        {
            Beside = static (work, _) => work(), Machine = new MachineMemory("/no such machine"), Worth = policy.Worth,
        };
        var made = new TaskCompletionSource<IActorRef>();
        system.ActorOf(Akka.Actor.Props.Create(() => new Root(SpinnerManager.Props(_setup), made)));
        _manager = made.Task.GetAwaiter().GetResult();
    }

    public static Outcome Run(ActorSystem system, IReadOnlyList<App> apps, Policy policy, MemoryBudget budget, TimeSpan idle)
    {
        var simulation = new Simulation(system, apps, policy, budget, idle);
        return simulation.Run();
    }

    private Outcome Run()
    {
        foreach (var app in _apps.Values)
            if (app.Arrivals.Count > 0) At(app.Arrivals[0], () => Arrive(app, 0));
        while (_events.TryDequeue(out var next, out var at))
        {
            // Short steps: what is due on the way finds the clock where it is.
            while (_now < at.At) Advance(at.At - _now);
            next();
        }
        for (var i = 0; i < 600 && _owed > 0; i++) Advance(Step);
        ((IInternalActorRef)_manager).Stop();
        return new Outcome(_waited, _launches, _peak, _evictedUsed, _refused + _owed);
    }

    private void Advance(TimeSpan time)
    {
        if (time > Step) time = Step;
        _now += time;
        _clock.Advance(time);
    }

    private void At(TimeSpan at, Action act) => _events.Enqueue(act, (at, ++_scheduled));

    private void Arrive(App app, int index)
    {
        if (index + 1 < app.Arrivals.Count) At(app.Arrivals[index + 1], () => Arrive(app, index + 1));
        _policy.Used(app, _now);
        if (_setup.Children.TryGet(app.Name, out var slot) && slot.Serving is { } gate && gate.TryUse()) Use(app, gate);
        else Ask(app, _now);
    }

    private void Ask(App app, TimeSpan since)
    {
        _owed++;
        _manager.Tell(new Request(new StartChild(app.Name), new Client(this, app, since)), ActorRefs.NoSender);
    }

    private void Use(App app, LaunchGate gate)
    {
        _uses[app.Name] = _uses.GetValueOrDefault(app.Name) + 1;
        At(_now + app.Run, () =>
        {
            _uses[app.Name]--;
            gate.Exit();
        });
    }

    private void Play(FakeLaunch launch)
    {
        var app = _apps[launch.Plan.Name];
        (_launches, _held, launch.Memory) = (_launches + 1, _held + app.Bytes, app.Bytes);
        _peak = Math.Max(_peak, _held);
        launch.OnTerminate = l =>
        {
            if (_uses.GetValueOrDefault(app.Name) > 0) _evictedUsed++;
            _policy.Evicted(app.Name);
            _held -= app.Bytes;
            l.Exit(0);
        };
        At(_now + app.Start, () => launch.BecomeReady());
    }

    private sealed class Client(Simulation simulation, App app, TimeSpan since) : Waiter
    {
        protected override void Deliver(ISpinnerReply reply, LaunchGate? gate)
        {
            simulation._owed--;
            if (gate?.TryUse() == true)
            {
                simulation._waited += (simulation._now - since).TotalSeconds;
                simulation.Use(app, gate);
            }
            else if (reply is Rejected) simulation._refused++;
            else simulation.Ask(app, since);
        }
    }

    private sealed class Root : UntypedActor
    {
        public Root(Props spinner, TaskCompletionSource<IActorRef> made) => made.SetResult(Context.ActorOf(spinner));

        protected override void OnReceive(object message) => Unhandled(message);
    }
}
