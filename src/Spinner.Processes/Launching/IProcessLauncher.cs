namespace Spinner.Processes;

/// <summary>Spawns processes. The seam between the actors and the operating system, and the one a test replaces. Safe for concurrent use.</summary>
public interface IProcessLauncher
{
    /// <summary>
    /// Whether <see cref="Launch"/> may take longer than a moment, as where files lie on a disk that does not answer. Then it is called on a thread
    /// of its own. Default: true.
    /// </summary>
    bool MayBlock => true;

    /// <summary>Spawns one process and begins to watch it.</summary>
    /// <param name="plan">What to run, where it must listen, where its output goes.</param>
    /// <param name="observer">Told what happens; its callbacks come on any thread and may precede the return of this method.</param>
    /// <exception cref="SpawnException">Nothing was spawned; no callback was or will be made.</exception>
    ILaunch Launch(LaunchPlan plan, ILaunchObserver observer);

    /// <summary>
    /// Looks whether a plan could be spawned now: its directory, its command, the permission, and as far as the system tells whether somebody
    /// still writes the program. Spawns nothing; may wait for a slow disk. A launcher that wraps another passes this on.
    /// </summary>
    /// <returns>What <see cref="Launch"/> would throw; null when nothing is known against it.</returns>
    SpawnException? Check(LaunchPlan plan) => null;

    /// <summary>Makes a watcher of files the way this engine does it, by itself with <see cref="FileSystemWatcher"/>. The caller disposes
    /// it.</summary>
    /// <param name="touched">As in <see cref="PathWatcher(Action{string}, TimeProvider, Action{string})"/>.</param>
    /// <param name="clock">Likewise.</param>
    /// <param name="notice">Likewise.</param>
    internal PathWatcher WatchFiles(Action<string> touched, TimeProvider clock, Action<string> notice) => new(touched, clock, notice);
}
