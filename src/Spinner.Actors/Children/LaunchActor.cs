using Akka.Actor;
using Akka.Event;
using Spinner.Processes;

namespace Spinner.Actors.Children;

/// <summary>
/// Owns one launch: spawns it when it starts, signals it on request, and kills what is left of it when it ends, for whatever reason.
/// Its ref is the identity of the launch. It is never restarted in place.
/// </summary>
sealed class LaunchActor : UntypedActor
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly PendingSpawn _spawn;
    private readonly Action<Action> _beside;
    private readonly LaunchObserver _observer;
    private ILaunch? _process;
    private ILocalSignal? _early;   // the last signal that came before the process did

    private LaunchActor(IProcessLauncher launcher, LaunchPlan plan, OwnUse own, Action<Action> beside)
    {
        _observer = new LaunchObserver(Context.Parent, Self, plan.Endpoint, own);
        _spawn = new PendingSpawn(launcher, plan, _observer, Context.GetLogger());
        _beside = beside;
    }

    /// <summary>Asks the group to stop.</summary>
    internal sealed record Terminate(StopSignal Signal) : ILocalSignal;

    /// <summary>Kills the group.</summary>
    internal sealed record Kill : ILocalSignal
    {
        public static Kill Now { get; } = new();
    }

    /// <summary>The spawn is over.</summary>
    private sealed record SpawnIsOver : ILocalSignal;

    /// <param name="launcher">Spawns.</param>
    /// <param name="plan">What.</param>
    /// <param name="own">The use that the launch makes of itself.</param>
    /// <param name="beside">Runs a spawn that may block.</param>
    public static Props Props(IProcessLauncher launcher, LaunchPlan plan, OwnUse own, Action<Action> beside) =>
        Akka.Actor.Props.CreateBy(new Producer(launcher, plan, own, beside));

    protected override void PreStart()
    {
        if (!_spawn.MayBlock)
        {
            _spawn.Run();
            Begin();
            return;
        }
        var self = Self;
        _beside(() =>
        {
            _spawn.Run();
            self.Tell(new SpawnIsOver(), ActorRefs.NoSender);
        });
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SpawnIsOver: Begin(); break;
            case Kill when _process is null && _spawn.TryGiveUp(): Context.Parent.Tell(new Exited(Self, new LaunchExit(ExitStatus.Unknown, []))); break;
            case Terminate or Kill when _process is null: _early = (ILocalSignal)message; break;
            case Terminate t: _process!.Terminate(t.Signal); break;
            case Kill: _process!.Kill(); break;
            default: Unhandled(message); break;
        }
    }

    protected override void PostStop()
    {
        // What is spawned at this moment is killed by who spawns it; what was, and not heard of yet, here.
        _process ??= _spawn.GiveUp(Moment);
        if (_process is null) return;
        _process.Dispose();
        // What is killed takes a moment to disappear. Only then may its stop be answered and its endpoint taken back, and both follow at once.
        SpinWait.SpinUntil(() => _observer.HasExited || _process.IsGone, Moment);
    }

    private void Begin()
    {
        var (launch, failure) = _spawn.Outcome();
        if (failure is not null) Context.Parent.Tell(new NotSpawned(Self, failure.Failure, failure.Message));
        if (launch is null) return;
        _process = launch;
        _observer.Begin(new Spawned(Self, _process));
        if (_early is { } signal) OnReceive(signal);
    }

    /// <summary>Makes the one actor of a launch, and keeps nothing of it: props live as long as their actor.</summary>
    private sealed class Producer(IProcessLauncher launcher, LaunchPlan plan, OwnUse own, Action<Action> beside) : IIndirectActorProducer
    {
        private LaunchPlan? _plan = plan;

        public Type ActorType => typeof(LaunchActor);

        public ActorBase Produce() => new LaunchActor(
            launcher, Interlocked.Exchange(ref _plan, null) ?? throw new InvalidOperationException("A launch is never restarted."), own, beside);

        public void Release(ActorBase actor)
        {
        }
    }
}
