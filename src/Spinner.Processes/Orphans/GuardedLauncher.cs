namespace Spinner.Processes;

/// <summary>An engine whose children all carry our mark and are registered while their group lives. Safe for concurrent use.</summary>
internal sealed class GuardedLauncher(IProcessLauncher engine, OrphanCare care) : IProcessLauncher
{
    /// <summary>What spawns.</summary>
    internal IProcessLauncher Engine => engine;

    /// <inheritdoc/>
    public bool MayBlock => engine.MayBlock;

    /// <inheritdoc/>
    public ILaunch Launch(LaunchPlan plan, ILaunchObserver observer)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(observer);
        care.Begin();
        // Before the spawn: a child may bind, and we may die, before its pid is known.
        var socket = (plan.Endpoint as UnixEndpoint)?.Path;
        if (socket is not null && (plan.PassListener || SocketTable.Shared.IsPrivate(socket))) care.Guard(socket, SocketTable.Shared.IsPrivate(socket) ? 0 : InodeOf(socket));
        var guarded = new Guarded(observer, care, socket);
        var launch = engine.Launch(care.Mark.On(plan), guarded);
        guarded.Launched(launch.Pid);
        return launch;
    }

    /// <inheritdoc/>
    public SpawnException? Check(LaunchPlan plan) => engine.Check(plan);

    /// <inheritdoc/>
    public PathWatcher WatchFiles(Action<string> touched, TimeProvider clock, Action<string> notice) => engine.WatchFiles(touched, clock, notice);

    private static ulong InodeOf(string socket) => FileStat.TryRead(socket, followLinks: false) is { Kind: FileKind.Socket } stat ? stat.Inode : 0;

    private sealed class Guarded(ILaunchObserver observer, OrphanCare care, string? socket) : ILaunchObserver
    {
        private readonly Lock _lock = new();
        private int? _leader;
        private bool _exited;

        // What is done here is quick.
        public bool MayBlock => observer.MayBlock;

        // The end may be told before the launch has returned: then there is nothing to register any more.
        internal void Launched(int leader)
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
            if (socket is not null && InodeOf(socket) is not 0 and var inode) care.Guard(socket, inode);
            observer.Ready(ready);
        }

        public void Exited(LaunchExit exit)
        {
            lock (_lock)
            {
                _exited = true;
                if (_leader is { } leader) care.Remove(leader);
            }

            observer.Exited(exit);
        }
    }
}
