namespace Spinner.Processes;

/// <summary>
/// What is done for the children of one launcher, so that none outlives this process, or so that they may. Safe for concurrent use.
/// </summary>
internal abstract class OrphanCare
{
    internal abstract SupervisorMark Mark { get; }

    /// <param name="policy">What shall become of them.</param>
    /// <param name="stateDirectory">Null for none.</param>
    /// <param name="notice">Told what cannot be done.</param>
    /// <exception cref="IOException">The directory cannot be used.</exception>
    internal static OrphanCare Of(OrphanPolicy policy, string? stateDirectory, Action<string> notice)
    {
        // Without /proc nobody can be told from a later process with the same number.
        if (policy == OrphanPolicy.Keep || !ProcStat.IsAvailable) return new MarkingOnly(policy);
        Supervisor.Notices.Add(notice);
        Supervisor.IsGuarded = true;
        return new Registering(stateDirectory is null ? null : StateDirectory.FileIn(stateDirectory, Supervisor.Mark, Supervisor.Notices.Tell), notice);
    }

    /// <summary>Before a spawn: from now on whatever carries the mark is guarded.</summary>
    internal virtual void Begin() => Supervisor.ReapIfFirst();

    /// <summary>What becomes of a child's socket file when this process dies without removing it.</summary>
    /// <param name="path">Where it is, or will be.</param>
    /// <param name="inode">Which file there; 0 where nobody else can have the path.</param>
    internal virtual void Guard(string path, ulong inode) => Supervisor.Sockets.Keep(path);

    /// <summary>After it.</summary>
    /// <param name="leader">Of its group.</param>
    internal virtual void Add(int leader) => Supervisor.Add(leader);

    /// <summary>Nothing of its group lives.</summary>
    internal virtual void Remove(int leader) => Supervisor.Remove(leader);

    private sealed class MarkingOnly(OrphanPolicy policy) : OrphanCare
    {
        internal override SupervisorMark Mark => policy == OrphanPolicy.Keep ? Supervisor.KeepingMark : Supervisor.Mark;
    }

    private sealed class Registering(StateFile? file, Action<string> notice) : OrphanCare
    {
        private GroupRegister? _register;

        internal override SupervisorMark Mark => Supervisor.Mark;

        internal override void Begin()
        {
            base.Begin();
            if (_register is not null) return;
            _register = Supervisor.Register(notice);
            if (file is not null) _register.Attach(file);
        }

        internal override void Guard(string path, ulong inode) => Supervisor.Sockets.Add(path, inode);

        internal override void Add(int leader)
        {
            base.Add(leader);
            _register!.Add(leader, file);
        }

        internal override void Remove(int leader)
        {
            base.Remove(leader);
            _register!.Remove(leader, file);
        }
    }
}
