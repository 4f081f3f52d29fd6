namespace Spinner.Processes;

/// <summary>The processes that belong to a launch: its leader, its session and group, and what descends from any of these. Stateless.</summary>
internal static class ProcessTree
{
    /// <summary>The living process ids of the launch, the leader first; lazy, so that whoever finds its answer in the leader reads nothing else.</summary>
    /// <exception cref="IOException">They cannot be read just now.</exception>
    internal static IEnumerable<int> Of(int leaderPid)
    {
        yield return leaderPid;
        foreach (var other in OthersOf(leaderPid, All())) yield return other;
    }

    /// <summary>The living process ids of the launch but the leader's, among those given.</summary>
    internal static IEnumerable<int> OthersOf(int leaderPid, IEnumerable<ProcStat> all)
    {
        var others = all.Where(p => p.Pid != leaderPid).ToList();
        var ours = new HashSet<int> { leaderPid };
        foreach (var member in others.Where(p => p.Session == leaderPid || p.Group == leaderPid))
        {
            ours.Add(member.Pid);
            if (member.IsAlive) yield return member.Pid;
        }

        var children = others.ToLookup(p => p.Parent);
        var parents = new Queue<int>(ours);
        while (parents.TryDequeue(out var parent))
        {
            foreach (var child in children[parent].Where(c => ours.Add(c.Pid)))
            {
                parents.Enqueue(child.Pid);
                if (child.IsAlive) yield return child.Pid;
            }
        }
    }

    /// <summary>Whether a process belongs to the launch now. Reads one file for each of its ancestors, none for the leader.</summary>
    /// <returns>Null when it has ended, or cannot be looked at just now.</returns>
    internal static bool? Includes(int leaderPid, int pid)
    {
        // Deeper than any real family; pids that change hands while we climb could lead in a circle.
        for (var generation = 0; pid > 1 && generation < 64; generation++)
        {
            if (pid == leaderPid) return true;
            if (ProcStat.TryRead(pid) is not { } stat) return null;
            if (stat.Session == leaderPid || stat.Group == leaderPid) return true;
            pid = stat.Parent;
        }

        return false;
    }

    /// <summary>Every process we may see; one that ends meanwhile is left out.</summary>
    /// <exception cref="IOException">One cannot be read just now: without it the answer may be a wrong one.</exception>
    internal static IEnumerable<ProcStat> All() => ProcStat.Pids().Select(ProcStat.Read).OfType<ProcStat>();
}
