using System.Collections.Concurrent;

namespace Spinner.Processes;

/// <summary>What all launchers of this process share. Safe for concurrent use.</summary>
internal static class Supervisor
{
    private const int First = 1;

    private static readonly Lock Making = new();
    private static readonly ConcurrentDictionary<int, byte> Leaders = new();
    private static GroupRegister? _register;
    private static bool _reaps;

    /// <summary>Of children that must not outlive us.</summary>
    internal static SupervisorMark Mark { get; } = SupervisorMark.New();

    /// <summary>Of children that may. Another one, so that no sweep for the first finds them.</summary>
    internal static SupervisorMark KeepingMark { get; } = SupervisorMark.New();

    /// <summary>The socket files that go with us.</summary>
    internal static OwnedSockets Sockets { get; } = new();

    /// <summary>Some launcher's children must not outlive us.</summary>
    internal static bool IsGuarded { get; set; }

    /// <summary>Who is told what concerns all.</summary>
    internal static Notices Notices { get; } = new();

    /// <summary>The register and its guardian, made with the first launch.</summary>
    /// <param name="notice">Told too, for as long as its owner holds it.</param>
    internal static GroupRegister Register(Action<string> notice)
    {
        Notices.Add(notice);
        return Register();
    }

    /// <summary>A socket file of our own was made: from now on it goes with us, however we end.</summary>
    internal static void Bound(string path)
    {
        Sockets.Add(path, FileStat.TryRead(path, followLinks: false)?.Inode ?? 0);
        if (IsGuarded) _ = Register();
    }

    private static GroupRegister Register()
    {
        lock (Making)
        {
            if (_register is not null) return _register;
            _register = Quietly.Start(() => new GroupRegister(() => Guardian.Start(new LibcSyscalls(), Mark), Notices.Tell));
            Sockets.TellTo(_register);
            return _register;
        }
    }

    /// <summary>As process 1, in a container, we inherit the orphans of all others.</summary>
    internal static void ReapIfFirst()
    {
        if (Environment.ProcessId != First || !ProcStat.IsAvailable) return;
        lock (Making)
        {
            if (!_reaps) _ = Quietly.Start(() => new ZombieReaper(new LibcSyscalls(), Leaders.ContainsKey).RunAsync(TimeProvider.System));
            _reaps = true;
        }
    }

    internal static void Add(int leader) => Leaders.TryAdd(leader, 0);

    internal static void Remove(int leader) => Leaders.TryRemove(leader, out _);
}
