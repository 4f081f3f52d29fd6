namespace Spinner.Processes;

/// <summary>A process just spawned and the descriptors that belong to it; whoever has it closes them. A value.</summary>
/// <param name="Pid">Its id, also of its session and group.</param>
/// <param name="Pidfd">Can be read once it has exited.</param>
/// <param name="Stdout">The reading end, non-blocking.</param>
/// <param name="Stderr">The reading end, non-blocking.</param>
internal readonly record struct ChildProcess(int Pid, int Pidfd, int Stdout, int Stderr)
{
    private const int WaitExited = 4;

    /// <summary>Spawns it on the calling thread.</summary>
    /// <exception cref="SpawnException">Nothing is left behind.</exception>
    internal static ChildProcess Spawn(ISyscalls system, LaunchPlan plan, string command, int? listener = null)
    {
        using var block = new SpawnBlock(plan, command);
        using var pipes = new ChildPipes(system, plan);
        var result = system.Spawn(block, new ChildFiles(pipes.StdoutOfChild, pipes.StderrOfChild, listener), out var pid);
        if (result < 0) throw SpawnRefusal.Of(result, plan, command);
        var pidfd = system.PidfdOpen(pid);
        if (pidfd >= 0) return new ChildProcess(pid, pidfd, pipes.TakeStdout(), pipes.TakeStderr());

        // Whose end cannot be seen must not live. It is ours until it is reaped, so the group cannot be another's.
        new SessionGroup(pid).Signal(Libc.SigKill);
        _ = system.WaitPid(pid, WaitExited);
        throw SpawnRefusal.Of(pidfd, plan, command);
    }
}
