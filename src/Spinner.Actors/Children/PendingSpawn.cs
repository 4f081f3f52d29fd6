using Akka.Event;
using Spinner.Processes;

namespace Spinner.Actors.Children;

/// <summary>
/// One call of a launcher, which may take its time, or for ever where a disk does not answer. Nobody has to wait for it: given up, what became or
/// still becomes of it is killed. Run once, on any thread; taken or given up on any other.
/// </summary>
sealed class PendingSpawn(IProcessLauncher launcher, LaunchPlan plan, ILaunchObserver observer, ILoggingAdapter log)
{
    private readonly Lock _lock = new();
    private LaunchPlan? _plan = plan;
    private Outcome? _outcome;      // until it is taken
    private volatile State _state;

    /// <summary>What came of it: a launch, a failure, or neither when it was given up.</summary>
    internal readonly record struct Outcome(ILaunch? Launch, SpawnException? Failure);

    public bool MayBlock => launcher.MayBlock;

    private enum State
    {
        Waiting,
        Running,
        Abandoned,
        Over,
    }

    public void Run()
    {
        lock (_lock)
        {
            if (_state != State.Waiting) return;
            _state = State.Running;
        }
        var outcome = Launch(_plan!);
        // A plan has a whole environment in it: a few KiB for each child that runs.
        _plan = null;
        lock (_lock)
        {
            var isWanted = _state == State.Running;
            if (isWanted) _outcome = outcome;
            else outcome.Launch?.Dispose();
            _state = State.Over;
        }
    }

    /// <summary>What came of it, once; nothing when it was given up.</summary>
    public Outcome Take()
    {
        lock (_lock)
        {
            var outcome = _outcome ?? default;
            _outcome = null;
            return outcome;
        }
    }

    /// <summary>Gives it up; false when it is over.</summary>
    public bool TryAbandon()
    {
        lock (_lock)
        {
            if (_state == State.Over) return false;
            _state = _state == State.Waiting ? State.Over : State.Abandoned;
            return true;
        }
    }

    /// <summary>Gives it up, and waits at most so long until what runs of it is over. What nobody took is killed.</summary>
    public void Abandon(TimeSpan patience)
    {
        if (TryAbandon()) SpinWait.SpinUntil(() => _state == State.Over, patience);
        Take().Launch?.Dispose();
    }

    private Outcome Launch(LaunchPlan plan)
    {
        try
        {
            var launch = launcher.Launch(plan, observer) ?? throw new InvalidOperationException("it gave no launch");
            return new Outcome(new SafeLaunch(launch, log), null);
        }
        catch (SpawnException e)
        {
            return new Outcome(null, e);
        }
        catch (Exception e)
        {
            // A launcher of the user's may throw anything; the child is to hear of it all the same.
            log.Error(e, "The launcher failed on {Child}", plan.Name);
            return new Outcome(null, new SpawnException(SpawnFailure.Refused, $"The launcher failed on '{plan.Name}': {e.GetType().Name}: {e.Message}", e));
        }
    }
}
