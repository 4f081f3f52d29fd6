namespace Spinner.Processes;

/// <summary>waitid(2) on a pidfd: first a look that leaves the zombie, so that its pid stays ours, then the reaping. Stateless.</summary>
internal static class LeaderExit
{
    private const int NoHang = 1;
    private const int WaitExited = 4;
    private const int NoWait = 0x01000000;
    private const int CodeExited = 1;

    /// <summary>How it ended; null when it has not. <see cref="ExitStatus.Unknown"/> says that somebody else has reaped it, and its pid may be anybody's.</summary>
    internal static ExitStatus? Peek(ISyscalls system, int pidfd)
    {
        if (pidfd < 0) return ExitStatus.Unknown;
        var result = system.WaitPidfd(pidfd, WaitExited | NoWait | NoHang, out var code, out var status);
        if (result == -Errno.Interrupted || (result == 0 && code == 0)) return null;
        if (result < 0) return ExitStatus.Unknown;
        return code == CodeExited ? ExitStatus.Exited(status) : ExitStatus.Killed(status);
    }

    /// <summary>Gives the pid back to the system.</summary>
    internal static void Reap(ISyscalls system, int pidfd) => _ = system.WaitPidfd(pidfd, WaitExited | NoHang, out _, out _);
}
