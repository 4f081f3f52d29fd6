namespace Spinner.Processes;

/// <summary>Children that die with this process: the guardian knows each, and so does the state file if there is one.</summary>
internal sealed class KilledOrphans : OrphanCare
{
    // Who is told is known weakly to the whole process: what holds it is this.
    private readonly Action<string> _notice;
    private readonly StateFile? _file;
    private bool _isAttached;

    /// <exception cref="IOException">The directory cannot be used.</exception>
    internal KilledOrphans(string? stateDirectory, Action<string> notice)
    {
        _notice = notice;
        Supervisor.Shared.Guard(_notice);
        _file = stateDirectory is null ? null : Supervisor.Shared.FileIn(stateDirectory);
    }

    internal override SupervisorMark Mark => Supervisor.Shared.Mark;

    /// <summary>From now on whatever carries the mark is guarded.</summary>
    internal override void Prepare()
    {
        base.Prepare();
        if (_isAttached) return;
        var register = Supervisor.Shared.Register();
        if (_file is not null) register.Attach(_file);
        _isAttached = true;
    }

    internal override void AddSocket(string path, ulong inode) => OwnedSockets.Shared.Add(path, inode);

    internal override void Add(int leader)
    {
        base.Add(leader);
        Supervisor.Shared.Register().Add(leader, _file);
    }

    internal override void Remove(int leader)
    {
        base.Remove(leader);
        Supervisor.Shared.Register().Remove(leader, _file);
    }
}
