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

    private readonly IProcessLauncher _launcher;
    private LaunchPlan? _plan;
    private ILaunch? _process;
    private Observer? _observer;

    private LaunchActor(IProcessLauncher launcher, LaunchPlan plan) => (_launcher, _plan) = (launcher, plan);

    /// <summary>Asks the group to stop.</summary>
    internal sealed record Terminate(StopSignal Signal) : ILocalSignal;

    /// <summary>Kills the group.</summary>
    internal sealed record Kill : ILocalSignal
    {
        public static Kill Now { get; } = new();
    }

    public static Props Props(IProcessLauncher launcher, LaunchPlan plan) => Akka.Actor.Props.CreateBy(new Producer(launcher, plan));

    protected override void PreStart()
    {
        var observer = _observer = new Observer(Context.Parent, Self, _plan!.Endpoint);
        try
        {
            var launch = _launcher.Launch(_plan!, observer) ?? throw new InvalidOperationException("it gave no launch");
            _process = new SafeLaunch(launch, Context.GetLogger());
        }
        catch (SpawnException e)
        {
            Context.Parent.Tell(new SpawnFailed(Self, e.Failure, e.Message));
            return;
        }
        catch (Exception e)
        {
            // A launcher of the user's may throw anything; the child is to hear of it all the same.
            Context.GetLogger().Error(e, "The launcher failed on {Child}", _plan!.Name);
            Context.Parent.Tell(new SpawnFailed(Self, SpawnFailure.Refused, $"The launcher failed on '{_plan.Name}': {e.GetType().Name}: {e.Message}"));
            return;
        }
        // A plan has a whole environment in it: a few KiB for each child that runs.
        _plan = null;
        observer.Begin(new Spawned(Self, _process));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Terminate t: _process?.Terminate(t.Signal); break;
            case Kill: _process?.Kill(); break;
            default: Unhandled(message); break;
        }
    }

    protected override void PostStop()
    {
        if (_process is null) return;
        _process.Dispose();
        // What is killed takes a moment to disappear. Only then may its stop be answered and its endpoint taken back, and both follow at once.
        SpinWait.SpinUntil(() => _observer!.HasExited || _process.IsGone, Moment);
    }

    /// <summary>Makes the one actor of a launch, and keeps nothing of it: props live as long as their actor.</summary>
    private sealed class Producer(IProcessLauncher launcher, LaunchPlan plan) : IIndirectActorProducer
    {
        private LaunchPlan? _plan = plan;

        public Type ActorType => typeof(LaunchActor);

        public ActorBase Produce() => new LaunchActor(launcher, Interlocked.Exchange(ref _plan, null) ?? throw new InvalidOperationException("A launch is never restarted."));

        public void Release(ActorBase actor)
        {
        }
    }

    /// <summary>Passes the callbacks on. Those that precede the return of Launch wait, so that a child hears Spawned first.</summary>
    private sealed class Observer(IActorRef child, IActorRef launch, Endpoint endpoint) : ILaunchObserver
    {
        private readonly Lock _lock = new();
        private List<ILocalSignal>? _early = [];

        private volatile bool _hasExited;

        public bool HasExited => _hasExited;

        // A launcher of the user's may say nothing where it should say something.
        public void Ready(LaunchReady? ready) => Tell(new LaunchIsReady(launch, new LaunchReady(ready?.Endpoint ?? endpoint, ready?.Verified ?? false)));

        public void Exited(LaunchExit? exit)
        {
            _hasExited = true;
            Tell(new Exited(launch, new LaunchExit(exit?.Status ?? ExitStatus.Unknown, exit?.ErrorTail ?? [], exit?.Stranger) { StatusText = exit?.StatusText }));
        }

        public void Begin(Spawned spawned)
        {
            lock (_lock)
            {
                child.Tell(spawned, launch);
                _early!.ForEach(signal => child.Tell(signal, launch));
                _early = null;
            }
        }

        private void Tell(ILocalSignal signal)
        {
            lock (_lock)
            {
                if (_early is null) child.Tell(signal, launch);
                else _early.Add(signal);
            }
        }
    }
}
