using System.Runtime.InteropServices;

namespace Spinner.Processes;

/// <summary>The process group of a leader that made its own session: group id = session id = the leader's pid.</summary>
internal sealed class SessionGroup(int leader) : ProcessGroup
{
    private readonly List<int> _known = [];

    internal override void Signal(int signal)
    {
        if (SignalGroup(signal) || LeaderIsDead) return;
        // Between fork and setsid(2) there is no such group yet; the leader is ours until it is reaped.
        _ = Libc.Kill(leader, signal);
        // setsid, exec and fork may all have happened between the two calls; only SIGKILL is harmless twice.
        if (signal == Libc.SigKill) SignalGroup(signal);
    }

    /// <remarks>
    /// A zombie that nobody reaps (a container whose first process does not wait) answers signal 0 for ever, so /proc decides.
    /// The system does not reuse a pid while it is a group's id: a living process with the dead leader's pid means an empty group.
    /// </remarks>
    internal override bool IsGone()
    {
        if (!SignalGroup(0)) return true;
        if (!ProcStat.IsAvailable) return false;
        if (ProcStat.Read(leader) is { IsAlive: true }) return true;
        _known.RemoveAll(pid => !IsMember(ProcStat.Read(pid)));
        if (_known.Count > 0) return false;
        // Listing /proc is no snapshot: a member that forks and exits meanwhile can hide once.
        _known.AddRange(Scan());
        if (_known.Count == 0) _known.AddRange(Scan());
        return _known.Count == 0;
    }

    internal override IReadOnlyList<int> Living()
    {
        var living = Scan().ToList();
        if (!LeaderIsDead && !living.Contains(leader) && (!ProcStat.IsAvailable || ProcStat.Read(leader) is { IsAlive: true })) living.Insert(0, leader);
        return living;
    }

    private bool SignalGroup(int signal) => Libc.Kill(-leader, signal) == 0 || Marshal.GetLastPInvokeError() != Libc.Esrch;

    private IEnumerable<int> Scan() => ProcStat.All().Where(stat => IsMember(stat)).Select(stat => stat.Pid);

    private bool IsMember(ProcStat? stat) => stat is { IsAlive: true } member && member.Group == leader;
}
