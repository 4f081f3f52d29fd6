using System.ComponentModel;
using System.Diagnostics;

namespace Spinner.Processes;

/// <summary>
/// A process without a group of its own, where there is no <c>setsid</c>: macOS, Windows, the barest containers. What it spawned is killed as far
/// as the parent chain still shows it; a grandchild whose parent has exited is not found and not waited for.
/// </summary>
internal sealed class LoneProcess(Process leader, int pid) : ProcessGroup
{
    internal override void Signal(int signal)
    {
        if (LeaderIsDead) return;
        // Windows has no signal that asks a process without a console to stop.
        if (signal == Libc.SigKill || OperatingSystem.IsWindows()) KillTree();
        else _ = Libc.Kill(pid, signal);
    }

    internal override bool IsGone() => LeaderIsDead;

    internal override IReadOnlyList<int> Living() => LeaderIsDead ? [] : [pid];

    private void KillTree()
    {
        try
        {
            leader.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It exited in this moment; Exited tells.
        }
        catch (Exception refused) when (refused is Win32Exception or AggregateException)
        {
            // A member may not be killed. It stays in Living as long as it is the leader: the caller's time-out names it.
        }
    }
}
