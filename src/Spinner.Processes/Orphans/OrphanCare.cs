namespace Spinner.Processes;

/// <summary>What one launcher does for its children in case this process dies without stopping them. Safe for concurrent use.</summary>
internal abstract class OrphanCare
{
    /// <summary>What its children carry.</summary>
    internal abstract SupervisorMark Mark { get; }

    /// <param name="policy">What shall become of them.</param>
    /// <param name="stateDirectory">Null for none.</param>
    /// <param name="notice">Told what cannot be done.</param>
    /// <exception cref="IOException">The directory cannot be used.</exception>
    internal static OrphanCare Of(OrphanPolicy policy, string? stateDirectory, Action<string> notice)
    {
        if (policy == OrphanPolicy.Keep) return new KeptOrphans(Supervisor.Shared.KeepingMark);
        // Without /proc nobody can be told from a later process with the same number.
        return ProcStat.IsAvailable ? new KilledOrphans(stateDirectory, notice) : new KeptOrphans(Supervisor.Shared.Mark);
    }

    /// <summary>Before a spawn.</summary>
    internal virtual void Prepare() => ZombieReaper.StartIfFirst();

    /// <summary>Says what becomes of a child's socket file.</summary>
    /// <param name="path">Where it is, or will be.</param>
    /// <param name="inode">Which file there; 0 where nobody else can have the path.</param>
    internal abstract void AddSocket(string path, ulong inode);

    /// <summary>After a spawn.</summary>
    /// <param name="leader">Of its group.</param>
    internal virtual void Add(int leader) => ZombieReaper.Leaders.TryAdd(leader, 0);

    /// <summary>Nothing of its group lives.</summary>
    internal virtual void Remove(int leader) => ZombieReaper.Leaders.TryRemove(leader, out _);
}
