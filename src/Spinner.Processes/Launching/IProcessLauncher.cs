namespace Spinner.Processes;

/// <summary>Spawns processes. The seam between the actors and the operating system, and the one a test replaces. Safe for concurrent use.</summary>
public interface IProcessLauncher
{
    /// <summary>Spawns one process and begins to watch it.</summary>
    /// <param name="plan">What to run, where it must listen, where its output goes.</param>
    /// <param name="observer">Told what happens; its callbacks come on any thread and may precede the return of this method.</param>
    /// <exception cref="SpawnException">Nothing was spawned; no callback was or will be made.</exception>
    ILaunch Launch(LaunchPlan plan, ILaunchObserver observer);
}
