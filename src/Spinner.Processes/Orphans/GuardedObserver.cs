namespace Spinner.Processes;

/// <summary>Keeps the books of one guarded launch beside its observer. Safe for concurrent use.</summary>
/// <param name="observer">Told everything.</param>
/// <param name="care">Knows the group and the socket.</param>
/// <param name="socket">Where the launch listens, if that is a file.</param>
internal sealed class GuardedObserver(ILaunchObserver observer, OrphanCare care, string? socket) : ILaunchObserver
{
    private readonly Lock _lock = new();
    private int? _leader;
    private bool _exited;

    // What is done here is quick.
    public bool MayBlock => observer.MayBlock;

    /// <summary>A child may bind, and we may die, before its pid is known.</summary>
    internal void BeforeSpawn(bool passListener)
    {
        if (socket is null) return;
        var isPrivate = SocketTable.Shared.IsPrivate(socket);
        if (isPrivate || passListener) care.AddSocket(socket, isPrivate ? 0 : InodeOf(socket));
    }

    /// <summary>The end may have been told already: then there is nothing to know any more.</summary>
    internal void AfterSpawn(int leader)
    {
        lock (_lock)
        {
            if (_exited) return;
            _leader = leader;
            care.Add(leader);
        }
    }

    public void Ready(LaunchReady ready)
    {
        // Anybody may have a path that is no secret: only the very file the child has made is its own.
        if (socket is not null && InodeOf(socket) is not 0 and var inode) care.AddSocket(socket, inode);
        observer.Ready(ready);
    }

    public void Said(LaunchWords words) => observer.Said(words);

    public void Exited(LaunchExit exit)
    {
        lock (_lock)
        {
            _exited = true;
            if (_leader is { } leader) care.Remove(leader);
        }

        observer.Exited(exit);
    }

    private static ulong InodeOf(string socket) => FileStat.TryRead(socket, followLinks: false) is { Kind: FileKind.Socket } stat ? stat.Inode : 0;
}
