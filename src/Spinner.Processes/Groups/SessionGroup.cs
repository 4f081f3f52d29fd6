namespace Spinner.Processes;

/// <summary>The process group of a leader that made its own session: group id = session id = the leader's pid.</summary>
internal sealed class SessionGroup(int leader, ISyscalls system) : ProcessGroup
{
    private readonly List<int> _known = [];

    internal override void Signal(int signal)
    {
        if (LeaderIsDead && IsReused()) return;
        if (SignalGroup(signal) || LeaderIsDead) return;
        // Between fork and setsid(2) there is no such group yet; the leader is ours until it is reaped.
        _ = system.Kill(leader, signal);
        // setsid, exec and fork may all have happened between the two calls; only SIGKILL is harmless twice.
        if (signal == Libc.SigKill) SignalGroup(signal);
    }

    /// <remarks>A zombie that nobody reaps (a container whose first process does not wait) answers signal 0 for ever, so /proc decides.</remarks>
    internal override bool IsGone()
    {
        if (!SignalGroup(0)) return true;
        if (!ProcStat.IsAvailable) return false;
        try
        {
            return IsReused() || HasOnlyZombies();
        }
        catch (IOException)
        {
            // /proc cannot be read just now. Nobody is declared dead on that ground: the question is asked again soon.
            return false;
        }
    }

    /// <summary>Whether not even a zombie is left: one system call that never says yes too early, but in some containers never says it at all.</summary>
    internal bool IsEmpty() => !SignalGroup(0);

    internal override IReadOnlyList<int> Living()
    {
        try
        {
            var living = Scan().ToList();
            // It may not have made its group yet.
            if (!LeaderIsDead && !living.Contains(leader) && LeaderLives()) living.Insert(0, leader);
            return living;
        }
        catch (IOException)
        {
            // Without a look into /proc only the leader is known.
            return LeaderIsDead ? [] : [leader];
        }
    }

    // The system does not give a pid away while it is a group's id: a living process with the dead leader's pid means an empty group.
    private bool IsReused()
    {
        try
        {
            return ProcStat.Read(leader) is { IsAlive: true };
        }
        catch (IOException)
        {
            // Not known, and far more likely not.
            return false;
        }
    }

    private bool LeaderLives() => !ProcStat.IsAvailable || ProcStat.Read(leader) is { IsAlive: true };

    private bool HasOnlyZombies()
    {
        _known.RemoveAll(pid => !IsMember(ProcStat.Read(pid)));
        if (_known.Count > 0) return false;
        // Listing /proc is no snapshot: a member that forks and exits meanwhile can hide once.
        _known.AddRange(Scan());
        if (_known.Count == 0) _known.AddRange(Scan());
        return _known.Count == 0;
    }

    private bool SignalGroup(int signal) => system.Kill(-leader, signal) != -Errno.NoProcess;

    private IEnumerable<int> Scan() => ProcStat.Pids().Where(pid => IsMember(ProcStat.Read(pid)));

    private bool IsMember(ProcStat? stat) => stat is { IsAlive: true } member && member.Group == leader;
}
