using Akka.Event;
using Spinner.Processes;

namespace Spinner.Actors.Children;

/// <summary>
/// One call of a launcher of anybody's, which may take its time, or for ever where a disk does not answer. Nobody has to wait for it: given up, what
/// became or still becomes of it is killed. Run once, on any thread; asked and given up on any other.
/// </summary>
sealed class PendingSpawn
{
    private readonly IProcessLauncher _launcher;
    private readonly SpawnAttempt _attempt;

    public PendingSpawn(IProcessLauncher launcher, LaunchPlan plan, ILaunchObserver observer, ILoggingAdapter log)
    {
        _launcher = launcher;
        _attempt = new SpawnAttempt(() => Launch(launcher, plan, observer, log));
    }

    public bool MayBlock => _launcher.MayBlock;

    public void Run() => _attempt.Run();

    /// <summary>What came of it when it is over: a launch or a failure, or neither when it was given up.</summary>
    public (ILaunch? Launch, SpawnException? Failure) Outcome()
    {
        if (_attempt.IsGivenUp) return default;
        try
        {
            return (_attempt.Result(), null);
        }
        catch (SpawnException refused)
        {
            return (null, refused);
        }
    }

    /// <summary>Gives it up; false when it is over.</summary>
    public bool TryGiveUp() => _attempt.TryGiveUp();

    /// <summary>Gives it up, and waits at most so long until what runs of it is over and what it became killed.</summary>
    /// <returns>What it had become before; null: nothing.</returns>
    public ILaunch? GiveUp(TimeSpan patience)
    {
        if (!_attempt.TryGiveUp()) return Outcome().Launch;
        _attempt.Await(patience);
        return null;
    }

    private static SafeLaunch Launch(IProcessLauncher launcher, LaunchPlan plan, ILaunchObserver observer, ILoggingAdapter log)
    {
        try
        {
            return new SafeLaunch(launcher.Launch(plan, observer) ?? throw new InvalidOperationException("it gave no launch"), log);
        }
        catch (Exception e) when (e is not SpawnException)
        {
            // A launcher of the user's may throw anything; the child is to hear of it all the same.
            log.Error(e, "The launcher failed on {Child}", plan.Name);
            throw new SpawnException(SpawnFailure.Refused, $"The launcher failed on '{plan.Name}': {e.GetType().Name}: {e.Message}", e);
        }
    }
}
