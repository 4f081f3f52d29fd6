namespace Spinner.Processes;

/// <summary>An engine whose children have a control group of their own where their plan has limits that need one. Safe for concurrent use.</summary>
internal sealed class ConfinedLauncher(IProcessLauncher engine, ControlGroups groups) : IProcessLauncher
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
        var limits = GroupLimit.Of(plan);
        // What runs beside a launch is in the launch's group.
        if (limits.Count == 0 || plan.ControlGroup is not null) return engine.Launch(plan, observer);
        var group = groups.Make(plan, limits);
        try
        {
            return engine.Launch(plan with { ControlGroup = group }, new ConfinedObserver(observer, groups, group));
        }
        catch
        {
            groups.Remove(group);
            throw;
        }
    }

    /// <inheritdoc/>
    public SpawnException? Check(LaunchPlan plan) => engine.Check(plan);

    /// <inheritdoc/>
    PathWatcher IProcessLauncher.WatchFiles(Action<string> touched, TimeProvider clock, Action<string> notice) => engine.WatchFiles(touched, clock, notice);

    // To remove a group takes the kernel its time.
    private sealed class ConfinedObserver(ILaunchObserver observer, ControlGroups groups, string group) : ILaunchObserver
    {
        public bool MayBlock => true;

        public void Ready(LaunchReady ready) => observer.Ready(ready);

        public void Said(LaunchWords words) => observer.Said(words);

        public void Exited(LaunchExit exit)
        {
            var killed = groups.KilledIn(group);
            groups.Remove(group);
            observer.Exited(killed == 0 ? exit : exit with
            {
                ErrorTail = [.. exit.ErrorTail, $"spinner: the kernel killed {killed} of its processes, which held more than memory-max"],
            });
        }
    }
}
