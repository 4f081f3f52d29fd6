namespace Spinner.Processes;

/// <summary>A process just spawned and the descriptors that belong to it; whoever has it closes them. A value.</summary>
/// <param name="Pid">Its id, also of its session and group.</param>
/// <param name="Pidfd">Can be read once it has exited; -1 when somebody else reaped it before we had it.</param>
/// <param name="Stdout">The reading end, non-blocking.</param>
/// <param name="Stderr">The reading end, non-blocking.</param>
internal readonly record struct ChildProcess(int Pid, int Pidfd, int Stdout, int Stderr)
{
    private const int WaitExited = 4;

    /// <summary>Spawns it on the calling thread.</summary>
    /// <exception cref="SpawnException">Nothing is left behind.</exception>
    internal static ChildProcess Spawn(ISyscalls system, LaunchPlan plan, string command, TimeProvider time, int? listener = null)
    {
        using var block = new SpawnBlock(command, plan.Args, plan.Environment, plan.WorkingDirectory);
        using var pipes = new ChildPipes(system, plan);
        var (result, pid) = Spawn(system, block, new ChildFiles(pipes.StdoutOfChild, pipes.StderrOfChild, listener), plan.NoFile is null, time);
        if (result < 0) throw SpawnRefusal.Of(result, plan, command);
        var pidfd = system.PidfdOpen(pid);
        // It has ended, and who ignores SIGCHLD or waits for every child of this process has its status.
        if (pidfd >= 0 || pidfd == -Errno.NoProcess) return new ChildProcess(pid, Math.Max(-1, pidfd), pipes.ReleaseStdout(), pipes.ReleaseStderr());

        // Whose end cannot be seen must not live. It is ours until it is reaped, so the group cannot be another's.
        new SessionGroup(pid, system).Signal(Libc.SigKill);
        _ = system.WaitPid(pid, WaitExited);
        throw SpawnRefusal.Of(pidfd, plan, command);
    }

    private static (int Result, int Pid) Spawn(ISyscalls system, SpawnBlock block, ChildFiles files, bool isLimited, TimeProvider time)
    {
        var pid = 0;
        var result = Spawning.RetryBusy(
            () => isLimited ? ChildLimit.Around(() => system.Spawn(block, files, out pid), () => pid) : system.Spawn(block, files, out pid), time);
        return (result, pid);
    }
}
