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

    /// <summary>Who is told what concerns all.</summary>
    internal static Notices Notices { get; } = new();

    /// <summary>The register and its guardian, made with the first launch.</summary>
    /// <param name="notice">Told too, for as long as its owner holds it.</param>
    internal static GroupRegister Register(Action<string> notice)
    {
        Notices.Add(notice);
        lock (Making) return _register ??= Quietly.Start(() => new GroupRegister(() => Guardian.Start(new LibcSyscalls(), Mark), Notices.Tell));
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
