namespace Spinner.Processes;

/// <summary>An engine whose children all carry our mark and are known while their group lives. Safe for concurrent use.</summary>
internal sealed class GuardedLauncher(IProcessLauncher engine, OrphanCare care) : IProcessLauncher
{
    /// <summary>What spawns.</summary>
    internal IProcessLauncher Engine => engine;

    /// <inheritdoc/>
    public bool MayBlock => engine.MayBlock;

    /// <inheritdoc/>
    public ILaunch Launch(LaunchPlan plan, ILaunchObserver observer)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(observer);
        care.Prepare();
        var guarded = new GuardedObserver(observer, care, (plan.Endpoint as UnixEndpoint)?.Path);
        guarded.BeforeSpawn(plan.PassListener);
        var launch = engine.Launch(care.Mark.AddTo(plan) with { Beside = this }, guarded);
        guarded.AfterSpawn(launch.Pid);
        return launch;
    }

    /// <inheritdoc/>
    public SpawnException? Check(LaunchPlan plan) => engine.Check(plan);

    /// <inheritdoc/>
    PathWatcher IProcessLauncher.WatchFiles(Action<string> touched, TimeProvider clock, Action<string> notice) => engine.WatchFiles(touched, clock, notice);
}
